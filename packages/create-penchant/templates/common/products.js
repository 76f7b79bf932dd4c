/** The shop's own list, in its own order: what everybody sees until the visitor agrees. Put your products here. */
export const products = [
  { id: 'P2647', title: 'Gaupe Washed Decaf Roast Beans, 250 g', price: 9.95 },
  { id: 'P2678', title: 'Tank Low Coffee Table, Beech', price: 309 },
  { id: 'P1834', title: 'Flux Enamel Camp Mug, Poppy', price: 20.95 },
  { id: 'P2477', title: 'Hopscotch Fringed Parasol, Apricot', price: 75 },
  { id: 'P2812', title: 'Tango Ceramic Pour-Over Set, Cobalt', price: 35.95 },
  { id: 'P2175', title: 'Ma Cedar Soap Bar, Blush', price: 14.95 },
  { id: 'P2482', title: 'Sprinkle Cotton Socks, Lilac', price: 8.95 },
  { id: 'P1278', title: 'Vinter Turned Utensil Set, Moss', price: 27.95 },
]
