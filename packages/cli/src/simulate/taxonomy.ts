/** One sub-category: what is sold in it, for how much, and how often it is wanted. */
export interface Leaf {
  department: string
  category: string
  name: string
  /** Head nouns of its titles. */
  nouns: readonly string[]
  /** Words before the noun: materials and makes. */
  makes: readonly string[]
  /** Lowest and highest price. */
  price: readonly [number, number]
  /** `style`: the brand's palette; `wood` and `metal`: of the material; `pack`: sold by size, not by colour. */
  colours: 'style' | 'wood' | 'metal' | 'pack'
  sizes: readonly string[]
  /** Relative number of items on offer. */
  range: number
  /** Relative number of visitors who come for it. */
  demand: number
  /** Month in which it is wanted most, 0 = January; absent: all year the same. */
  peak?: number
  /** Days until it is used up and bought again; absent: it lasts. */
  every?: number
  /** Largest quantity that is bought at once. */
  several: number
}

interface Details extends Partial<Pick<Leaf, 'colours' | 'range' | 'demand' | 'peak' | 'every' | 'several'>> {
  sizes?: string
}

type Row = readonly [name: string, nouns: string, makes: string, low: number, high: number, details?: Details]

const PACKS = '250 g|500 g|1 kg'

const SHOP: Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>> = {
  'Kitchen & Coffee': {
    Coffee: [
      ['Grinders', 'Hand Grinder|Burr Grinder|Coffee Mill', 'Steel|Compact|Precision', 39, 240, { colours: 'metal' }],
      ['Kettles', 'Kettle|Gooseneck Kettle|Pour Kettle', 'Enamel|Steel|Stovetop', 35, 160],
      ['Pour-Over', 'Dripper|Pour-Over Set', 'Ceramic|Glass|Porcelain', 18, 75],
      ['Espresso Makers', 'Moka Pot|Espresso Maker', 'Aluminium|Induction|Steel', 24, 120, { colours: 'metal' }],
      ['French Presses', 'French Press', 'Double-Wall|Glass|Steel', 25, 110],
      [
        'Coffee Beans',
        'Espresso Roast Beans|Filter Roast Beans|House Roast Beans|Decaf Roast Beans',
        'Single-Origin|Organic|Highland|Washed',
        8,
        38,
        { colours: 'pack', sizes: PACKS, demand: 2.6, every: 21, several: 3, range: 1.4 },
      ],
    ],
    Tea: [
      ['Teapots', 'Teapot', 'Stoneware|Cast-Iron|Porcelain|Glazed', 28, 130],
      [
        'Tea',
        'Green Tea|Black Tea|Herbal Tea|Breakfast Tea',
        'Loose-Leaf|Organic|Smoked|Mountain',
        6,
        28,
        { colours: 'pack', sizes: '100 g|250 g', demand: 1.4, every: 30, several: 3 },
      ],
    ],
    Drinkware: [
      [
        'Mugs',
        'Mug|Tall Mug|Camp Mug',
        'Stoneware|Enamel|Porcelain|Speckled',
        8,
        36,
        { range: 2, demand: 1.8, several: 6 },
      ],
      ['Cups & Saucers', 'Cup|Espresso Cup|Cup and Saucer', 'Stoneware|Porcelain|Glazed', 10, 42, { several: 6 }],
      ['Glasses', 'Glass|Tumbler|Wine Glass', 'Hand-Blown|Recycled|Ribbed', 5, 32, { range: 1.3, several: 8 }],
      ['Carafes', 'Carafe|Water Jug', 'Glass|Ceramic|Ribbed', 18, 70],
    ],
    Tableware: [
      [
        'Plates',
        'Dinner Plate|Side Plate|Platter',
        'Stoneware|Porcelain|Speckled|Reactive-Glaze',
        7,
        48,
        { range: 1.5, several: 8 },
      ],
      [
        'Bowls',
        'Bowl|Noodle Bowl|Serving Bowl',
        'Stoneware|Porcelain|Speckled|Turned',
        8,
        52,
        { range: 1.4, several: 6 },
      ],
      ['Cutlery', 'Cutlery Set|Flatware Set', '16-Piece|24-Piece|Brushed', 29, 190, { colours: 'metal', range: 0.7 }],
    ],
    Cookware: [
      ['Pans', 'Frying Pan|Skillet|Wok', 'Cast-Iron|Carbon-Steel|Ceramic', 29, 190, { sizes: '24 cm|28 cm' }],
      ['Pots', 'Casserole Pot|Saucepan|Stock Pot', 'Enamelled|Steel|Cast-Iron', 35, 280],
      [
        'Baking Dishes',
        'Baking Dish|Roasting Tray|Gratin',
        'Stoneware|Enamel|Glazed',
        15,
        75,
        { range: 0.7, peak: 10 },
      ],
    ],
    'Kitchen Tools': [
      ['Knives', "Chef's Knife|Santoku|Paring Knife", 'Forged|Damascus|Carbon', 25, 260],
      ['Chopping Boards', 'Chopping Board|Serving Board', 'End-Grain|Solid|Reversible', 18, 110, { colours: 'wood' }],
      ['Utensils', 'Utensil Set|Spatula Set', 'Five-Piece|Turned|Everyday', 14, 70, { range: 0.7 }],
      ['Storage Jars', 'Storage Jar|Spice Jar', 'Airtight|Glass|Cork-Lid', 7, 42, { several: 6 }],
    ],
  },
  Furniture: {
    Seating: [
      [
        'Dining Chairs',
        'Dining Chair|Side Chair',
        'Bentwood|Upholstered|Spindle',
        89,
        420,
        { demand: 1.2, several: 6 },
      ],
      ['Armchairs', 'Armchair|Lounge Armchair', 'Bouclé|Linen|Velvet|Wool', 290, 1400],
      ['Sofas', '2-Seat Sofa|3-Seat Sofa|Sofa', 'Linen|Velvet|Corduroy|Wool', 690, 3200, { demand: 1.2 }],
      ['Stools', 'Stool|Bar Stool|Footstool', 'Turned|Upholstered|Woven', 59, 320],
      ['Benches', 'Bench|Hall Bench', 'Slatted|Upholstered|Solid', 119, 560, { range: 0.6, demand: 0.6 }],
    ],
    Tables: [
      ['Dining Tables', 'Dining Table|Extending Table', 'Solid|Trestle|Pedestal', 390, 2400, { colours: 'wood' }],
      ['Coffee Tables', 'Coffee Table', 'Solid|Low|Studio', 129, 890, { colours: 'wood' }],
      ['Desks', 'Desk|Writing Desk', 'Compact|Solid|Trestle', 190, 1200, { colours: 'wood' }],
    ],
    Storage: [
      ['Bookshelves', 'Bookshelf|Shelf Unit', 'Open|Tall|Ladder', 119, 980, { colours: 'wood' }],
      [
        'Sideboards',
        'Sideboard|Console',
        'Slatted|Low|Cane-Front',
        290,
        1800,
        { colours: 'wood', range: 0.8, demand: 0.7 },
      ],
      ['Coat Stands', 'Coat Rack', 'Standing|Turned|Slim', 49, 240, { colours: 'wood', range: 0.5, demand: 0.4 }],
    ],
    Bedroom: [
      ['Beds', 'Bed|Daybed', 'Slatted|Upholstered|Low', 390, 2200, { demand: 0.7 }],
      [
        'Nightstands',
        'Nightstand|Bedside Cabinet',
        'Compact|Low|Slim',
        79,
        420,
        { colours: 'wood', range: 0.7, demand: 0.7 },
      ],
    ],
  },
  'Lighting & Decor': {
    Lamps: [
      ['Table Lamps', 'Table Lamp', 'Ceramic|Linen-Shade|Dimmable', 49, 320, { demand: 1.2 }],
      ['Floor Lamps', 'Floor Lamp', 'Tripod|Arc|Column', 99, 590],
      ['Pendant Lights', 'Pendant|Ceiling Pendant', 'Dome|Paper|Enamel|Rattan', 49, 420],
      ['Desk Lamps', 'Reading Lamp|Task Lamp', 'Jointed|Clamp|Balanced', 39, 260],
    ],
    Candles: [
      [
        'Candles',
        'Scented Candle|Candle',
        'Soy-Wax|Beeswax|Hand-Poured',
        9,
        58,
        { range: 1.8, demand: 1.9, every: 35, several: 4, peak: 11 },
      ],
      ['Candle Holders', 'Candle Holder|Candlestick', 'Cast|Turned|Brass-Foot', 12, 95, { peak: 11 }],
      ['Lanterns', 'Lantern', 'Garden|Storm|Glass', 24, 140, { range: 0.6, peak: 9 }],
    ],
    Walls: [
      ['Clocks', 'Wall Clock', 'Silent|Station|Studio', 29, 210],
      ['Mirrors', 'Mirror|Wall Mirror', 'Bevelled|Antiqued|Slim-Frame', 49, 390],
      ['Prints', 'Art Print|Framed Print', 'Screen-Printed|Archival|Risograph', 15, 160, { range: 1.5, several: 3 }],
    ],
    Accents: [
      ['Vases', 'Vase|Bud Vase', 'Stoneware|Hand-Blown|Ribbed|Glazed', 15, 150, { range: 1.5, demand: 1.3 }],
      ['Baskets', 'Basket|Storage Basket', 'Woven|Seagrass|Felt', 15, 95],
    ],
  },
  'Bed & Bath': {
    'Living Textiles': [
      [
        'Cushions',
        'Cushion',
        'Linen|Velvet|Wool|Bouclé',
        18,
        95,
        { range: 2, demand: 1.6, several: 4, sizes: '45 × 45 cm|50 × 50 cm|60 × 40 cm' },
      ],
      ['Throws', 'Throw|Blanket', 'Wool|Cotton|Mohair|Waffle', 35, 240, { peak: 10 }],
      [
        'Rugs',
        'Rug|Runner',
        'Flat-Weave|Wool|Jute|Tufted',
        59,
        980,
        { sizes: '120 × 180 cm|160 × 230 cm|200 × 300 cm', range: 1.4 },
      ],
      ['Curtains', 'Curtain', 'Linen|Velvet|Sheer', 35, 190, { several: 4 }],
    ],
    Bath: [
      ['Towels', 'Bath Towel|Hand Towel|Towel Set', 'Waffle|Organic|Terry', 9, 75, { range: 1.3, several: 6 }],
      [
        'Soap',
        'Hand Soap|Soap Bar|Body Soap',
        'Olive-Oil|Cedar|Sea-Salt|Lavender',
        5,
        32,
        { demand: 1.4, every: 40, several: 4 },
      ],
    ],
    Bedroom: [
      [
        'Bedding',
        'Duvet Cover|Bedding Set',
        'Percale|Linen|Sateen',
        59,
        340,
        { range: 1.3, sizes: 'Single|Double|King' },
      ],
    ],
  },
  Garden: {
    'Pots & Plants': [
      [
        'Plant Pots',
        'Planter|Flowerpot',
        'Terracotta|Glazed|Fibre-Clay|Footed',
        9,
        120,
        { range: 1.5, demand: 1.4, peak: 3, several: 4 },
      ],
      [
        'House Plants',
        'Monstera Plant|Fern Plant|Succulent Plant|Olive Tree Plant',
        'Potted|Young|Large',
        9,
        95,
        { demand: 1.2, peak: 3 },
      ],
      [
        'Seeds',
        'Wildflower Seeds|Herb Seeds|Tomato Seeds|Poppy Seeds',
        'Organic|Heirloom|Bee-Friendly',
        3,
        9,
        { colours: 'pack', sizes: 'Packet|Set of 3', every: 45, several: 6, peak: 2 },
      ],
    ],
    'Garden Tools': [
      ['Watering Cans', 'Watering Can', 'Galvanised|Long-Reach|Indoor', 15, 90, { peak: 4 }],
      ['Trowels', 'Trowel|Hand Rake', 'Forged|Ash-Handle|Copper', 9, 60, { range: 0.7, peak: 3 }],
      ['Secateurs', 'Secateurs', 'Bypass|Forged|Pocket', 15, 95, { range: 0.5, demand: 0.6, peak: 3 }],
      ['Garden Gloves', 'Gloves', 'Leather|Bamboo-Knit|Thorn-Proof', 7, 42, { range: 0.6, demand: 0.7, peak: 3 }],
    ],
    'Outdoor Living': [
      ['Deck Chairs', 'Deck Chair|Folding Chair', 'Canvas|Slatted|Lounge', 49, 260, { peak: 5 }],
      ['Parasols', 'Parasol', 'Tilting|Canvas|Fringed', 49, 340, { range: 0.6, demand: 0.7, peak: 5 }],
      ['Hammocks', 'Hammock', 'Cotton|Woven|Quilted', 39, 210, { range: 0.5, demand: 0.6, peak: 5 }],
      ['Bird Houses', 'Birdhouse', 'Cedar|Gabled|Nesting', 15, 75, { range: 0.5, demand: 0.5, peak: 1 }],
    ],
  },
  'Desk & Sound': {
    Writing: [
      ['Pens', 'Fountain Pen|Rollerball Pen|Pen', 'Brass|Lacquered|Faceted', 6, 140, { range: 1.3, demand: 1.2 }],
      ['Pencils', 'Pencil Set|Coloured Pencils', 'Cedar|Graphite-Core|Hexagonal', 4, 36, { range: 0.8, several: 3 }],
      ['Ink', 'Ink|Bottled Ink', 'Pigment|Archival|Shimmer', 7, 34, { range: 0.8, every: 50, several: 2 }],
    ],
    Paper: [
      [
        'Notebooks',
        'Notebook|Journal|Sketchbook',
        'Dotted|Ruled|Linen-Bound|Stone-Paper',
        6,
        38,
        { range: 2, demand: 1.6, every: 42, several: 3 },
      ],
      ['Planners', 'Planner|Desk Calendar', 'Weekly|Undated|Monthly', 10, 46, { range: 0.8, peak: 11 }],
      ['Cards', 'Card Set|Greeting Card|Letter Set', 'Letterpress|Recycled|Foil', 3, 26, { several: 5 }],
    ],
    Desk: [
      ['Organisers', 'Desk Organiser|Desk Tidy', 'Felt|Stacking|Leather', 12, 80],
      ['Scissors', 'Scissors', 'Forged|Left-Handed|Studio', 8, 65, { range: 0.5, demand: 0.5 }],
    ],
    Sound: [
      ['Headphones', 'Headphones', 'Wireless|Over-Ear|Studio', 49, 420, { demand: 1.6, range: 1.2 }],
      ['Speakers', 'Speaker|Bookshelf Speaker', 'Portable|Wireless|Compact', 39, 590, { demand: 1.2 }],
      ['Radios & Turntables', 'Radio|Turntable', 'Digital|Belt-Drive|Kitchen', 59, 640, { range: 0.7, demand: 0.7 }],
    ],
  },
  'Bags & Travel': {
    Bags: [
      [
        'Backpacks',
        'Backpack|Rucksack|Daypack',
        'Waxed|Canvas|Recycled|Roll-Top',
        39,
        260,
        { range: 1.4, demand: 1.7, peak: 7 },
      ],
      ['Totes', 'Tote Bag|Tote|Shopper', 'Canvas|Leather|Quilted', 15, 190, { range: 1.3, demand: 1.2 }],
      ['Satchels', 'Satchel|Messenger Bag|Briefcase', 'Leather|Waxed|Canvas', 49, 340],
    ],
    Travel: [
      [
        'Suitcases',
        'Suitcase|Cabin Suitcase',
        'Hard-Shell|Aluminium|Soft-Side',
        79,
        520,
        { peak: 6, sizes: 'Cabin|Medium|Large' },
      ],
      ['Weekenders', 'Weekender|Holdall', 'Leather|Canvas|Waxed', 59, 390, { range: 0.8, peak: 6 }],
      ['Wash Bags', 'Wash Bag|Pouch', 'Quilted|Waxed|Ripstop', 12, 85, { peak: 6 }],
    ],
    'Small Goods': [
      ['Wallets', 'Wallet|Card Holder', 'Leather|Slim|Zip', 19, 130],
      ['Umbrellas', 'Umbrella', 'Folding|Storm|Walking', 19, 110, { range: 0.8, peak: 10 }],
    ],
  },
  Outdoor: {
    Camping: [
      ['Tents', 'Tent|Dome Tent|Tunnel Tent', '2-Person|3-Person|4-Person', 119, 890, { demand: 1.5, peak: 5 }],
      ['Sleeping Bags', 'Sleeping Bag', 'Down|Three-Season|Summer', 59, 480, { peak: 5 }],
      [
        'Sleeping Mats',
        'Camping Mat|Roll Mat',
        'Insulated|Self-Inflating|Ultralight',
        19,
        190,
        { range: 0.7, peak: 5 },
      ],
      ['Camp Stoves', 'Camp Stove', 'Folding|Gas|Compact', 25, 190, { range: 0.6, peak: 5 }],
      ['Head Torches', 'Head Torch|Headlamp', 'Rechargeable|400-Lumen|Trail', 19, 120, { range: 0.7, peak: 9 }],
    ],
    Trail: [
      [
        'Bottles',
        'Water Bottle|Flask',
        'Insulated|Steel|Tritan',
        12,
        58,
        { range: 1.3, demand: 1.4, sizes: '500 ml|750 ml' },
      ],
      ['Trekking Poles', 'Trekking Poles', 'Carbon|Folding|Cork-Grip', 35, 190, { range: 0.6, demand: 0.6, peak: 6 }],
      ['Cool Boxes', 'Cool Box|Picnic Cooler', 'Hard-Side|Soft|Retro', 29, 260, { range: 0.6, demand: 0.6, peak: 6 }],
    ],
    Cycling: [
      [
        'Bicycles',
        'City Bicycle|Bicycle',
        '7-Speed|Single-Speed|Step-Through',
        390,
        1900,
        { range: 0.6, demand: 0.8, peak: 3 },
      ],
      ['Helmets', 'Helmet|Commuter Helmet', 'Vented|Urban|Light', 39, 210, { range: 0.7, peak: 3 }],
    ],
  },
  Clothing: {
    Tops: [
      ['T-Shirts', 'T-Shirt', 'Heavyweight|Organic|Boxy|Slub', 15, 69, { range: 2, demand: 1.9, peak: 5, several: 3 }],
      ['Shirts', 'Shirt|Overshirt', 'Oxford|Linen|Flannel|Poplin', 39, 160, { range: 1.3 }],
      [
        'Sweaters',
        'Sweater|Cardigan|Jumper',
        'Merino|Lambswool|Cable-Knit',
        49,
        240,
        { range: 1.3, demand: 1.3, peak: 10 },
      ],
    ],
    Outerwear: [
      ['Jackets', 'Jacket|Parka', 'Waxed|Padded|Shell|Wool', 89, 520, { range: 1.3, demand: 1.4, peak: 9 }],
      ['Raincoats', 'Raincoat', 'Rubberised|Packable|Seam-Sealed', 59, 290, { range: 0.8, peak: 9 }],
    ],
    'Trousers & Skirts': [
      ['Trousers', 'Trousers|Chinos|Jeans', 'Twill|Corduroy|Relaxed|Selvedge', 45, 190, { range: 1.4, demand: 1.3 }],
      ['Shorts', 'Shorts', 'Linen|Twill|Swim', 29, 95, { peak: 6 }],
      ['Skirts', 'Skirt', 'Pleated|Wrap|Denim-Look', 39, 150, { range: 0.8, peak: 5 }],
      ['Dresses', 'Dress|Shirt Dress', 'Linen|Jersey|Tiered', 59, 240, { peak: 5 }],
    ],
    Shoes: [
      ['Sneakers', 'Sneakers|Trainers', 'Canvas|Leather|Knit|Suede', 49, 210, { range: 1.5, demand: 1.8 }],
      ['Boots', 'Boots|Hiking Boots', 'Leather|Suede|Waterproof', 89, 340, { peak: 9 }],
      ['Sandals', 'Sandals', 'Cork-Bed|Leather|Trail', 35, 150, { range: 0.8, peak: 5 }],
    ],
    Accessories: [
      ['Socks', 'Socks', 'Merino|Ribbed|Cotton', 7, 29, { range: 1.4, demand: 1.2, every: 90, several: 5 }],
      ['Beanies', 'Beanie', 'Ribbed|Merino|Fisherman', 15, 69, { peak: 10 }],
      ['Caps', 'Cap|Bucket Hat', 'Canvas|Washed|Packable', 15, 65, { range: 0.8, peak: 5 }],
      ['Scarves', 'Scarf', 'Lambswool|Silk|Brushed', 25, 160, { peak: 10 }],
      ['Sunglasses', 'Sunglasses', 'Acetate|Polarised|Featherlight', 35, 210, { peak: 5 }],
      ['Watches', 'Watch', 'Automatic|Field|Dress', 89, 690],
      ['Belts', 'Belt', 'Leather|Woven|Suede', 25, 120, { range: 0.7, demand: 0.6 }],
    ],
  },
}

/** All sub-categories, in the shop's own order. */
export const LEAVES: readonly Leaf[] = Object.entries(SHOP).flatMap(([department, categories]) =>
  Object.entries(categories).flatMap(([category, rows]) =>
    rows.map(([name, nouns, makes, low, high, details = {}]) => ({
      colours: 'style' as const,
      range: 1,
      demand: 1,
      several: 1,
      ...details,
      department,
      category,
      name,
      nouns: nouns.split('|'),
      makes: makes.split('|'),
      price: [low, high] as const,
      sizes: details.sizes?.split('|') ?? [],
    })),
  ),
)

export const DEPARTMENTS: readonly string[] = Object.keys(SHOP)
