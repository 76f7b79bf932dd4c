/**
 * What is planted in a simulated shop, to be found again by whoever studies it. All of it is written
 * to `truth.json`. Utilities are added in the exponent of a softmax, so +0.69 doubles the odds.
 */

export const DEVICES = ['phone', 'desktop', 'tablet'] as const
export type Device = (typeof DEVICES)[number]

/** Sub-category → what goes with it, and the chance that someone who puts the first in the cart looks for the second. */
export const COMPLEMENTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Grinders: { 'Coffee Beans': 0.6, 'Pour-Over': 0.15 },
  Kettles: { 'Pour-Over': 0.45, Tea: 0.2 },
  'Pour-Over': { 'Coffee Beans': 0.5, Carafes: 0.15 },
  'Espresso Makers': { 'Coffee Beans': 0.5, 'Cups & Saucers': 0.3 },
  'French Presses': { 'Coffee Beans': 0.5, Mugs: 0.2 },
  'Coffee Beans': { Mugs: 0.1 },
  Teapots: { Tea: 0.6, 'Cups & Saucers': 0.2 },
  Plates: { Bowls: 0.45, Cutlery: 0.25 },
  Bowls: { Plates: 0.3 },
  Pans: { Utensils: 0.4 },
  Pots: { Utensils: 0.25, 'Baking Dishes': 0.2 },
  Knives: { 'Chopping Boards': 0.5 },
  'Dining Tables': { 'Dining Chairs': 0.6 },
  Sofas: { Cushions: 0.45, Throws: 0.25 },
  Armchairs: { 'Floor Lamps': 0.3, Throws: 0.25 },
  Desks: { 'Desk Lamps': 0.5, Organisers: 0.25 },
  Beds: { Bedding: 0.5, Nightstands: 0.35 },
  Nightstands: { 'Table Lamps': 0.45 },
  Bookshelves: { Baskets: 0.25 },
  'Candle Holders': { Candles: 0.6 },
  Vases: { 'House Plants': 0.15 },
  Bedding: { Throws: 0.25 },
  Towels: { Soap: 0.35 },
  'Plant Pots': { 'House Plants': 0.5 },
  'House Plants': { 'Plant Pots': 0.35, 'Watering Cans': 0.25 },
  Seeds: { Trowels: 0.3, 'Garden Gloves': 0.2 },
  Secateurs: { 'Garden Gloves': 0.45 },
  'Deck Chairs': { Parasols: 0.35 },
  Pens: { Ink: 0.45, Notebooks: 0.3 },
  Notebooks: { Pens: 0.3 },
  Planners: { Pens: 0.35 },
  Suitcases: { 'Wash Bags': 0.5 },
  Weekenders: { 'Wash Bags': 0.4 },
  Backpacks: { Bottles: 0.45 },
  Tents: { 'Sleeping Bags': 0.6, 'Head Torches': 0.2 },
  'Sleeping Bags': { 'Sleeping Mats': 0.55 },
  'Camp Stoves': { Mugs: 0.2 },
  Bicycles: { Helmets: 0.6 },
  Jackets: { Scarves: 0.3, Beanies: 0.25 },
  Raincoats: { Umbrellas: 0.2, Boots: 0.2 },
  Trousers: { Belts: 0.35 },
  Shirts: { Trousers: 0.25 },
  Dresses: { Sandals: 0.3 },
  Shorts: { 'T-Shirts': 0.3 },
  Sneakers: { Socks: 0.5 },
  Boots: { Socks: 0.45 },
}

/**
 * Device × hour, a pure interaction: neither the device nor the hour alone says anything. With
 * s = deviceSign × hourSign, a session's department gets `departmentUtility × s × department sign`
 * and each item `warmthUtility × s × warmth` (1 for warm colours, −1 for cool ones). So phones want
 * warm colours and things for the home in the evening, and the opposite by day; desktops the reverse.
 */
export const DEVICE_HOUR = {
  deviceSign: { phone: 1, desktop: -1, tablet: 0 } as Readonly<Record<Device, number>>,
  /** Hours of the shop's clock, UTC: `from` included, `to` not. */
  hours: [
    { from: 8, to: 17, sign: -1 },
    { from: 18, to: 24, sign: 1 },
  ],
  departmentUtility: 0.6,
  departmentSign: {
    'Lighting & Decor': 1,
    'Bed & Bath': 1,
    'Kitchen & Coffee': 1,
    'Desk & Sound': -1,
    Outdoor: -1,
    'Bags & Travel': -1,
  } as Readonly<Record<string, number>>,
  warmthUtility: 0.55,
}

export function deviceHourSign(device: Device, hour: number): number {
  const band = DEVICE_HOUR.hours.find(({ from, to }) => hour >= from && hour < to)
  return DEVICE_HOUR.deviceSign[device] * (band?.sign ?? 0)
}

/** How the last clicks weigh on the next one within a session. */
export const ORDER = {
  /** A category's page is sorted by appeal; having opened the item at rank r, the next three are nearer to hand. */
  nextInList: [1.7, 1.1, 0.6],
  /** Having gone from a cheaper to a dearer item, or the reverse, one goes on in that direction. */
  keepDirection: 0.7,
  /** Another colour of the product just looked at. */
  sameProduct: 0.9,
  /** The same brand, and the same line, as the item just looked at. */
  sameBrand: 0.5,
  sameSeries: 0.6,
} as const

/** Height of the season: demand is 1 + this at the peak and 1 − this half a year away. */
export const SEASON_SWING = 0.35

/** New items are looked at more often: utility at first, halved every `halfLifeDays`. */
export const NOVELTY = { utility: 1, halfLifeDays: 10 } as const
