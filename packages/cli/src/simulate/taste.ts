import type { ColourFamily } from '../draw/palette.ts'
import { BRANDS, STYLES } from './brands.ts'
import type { Random } from './random.ts'
import { DEPARTMENTS } from './taxonomy.ts'

export const FAMILIES: readonly ColourFamily[] = [
  'light',
  'dark',
  'earth',
  'red',
  'yellow',
  'green',
  'blue',
  'violet',
  'wood',
  'metal',
]

/** What one person likes and how they shop. Utilities are added in the exponent of a softmax. */
export interface Taste {
  styles: number[]
  families: number[]
  brands: number[]
  /** Weights of departments, sum 1. */
  departments: number[]
  /** Price they look for within a sub-category, −1 cheapest to 1 dearest, and how much it matters. */
  level: number
  levelWeight: number
  /** Mean number of clicks while looking for one thing. */
  patience: number
  /** Chance to put what was found into the cart, and then to buy it. */
  decision: number
  /** Chance to buy a used-up thing again here. */
  loyalty: number
  /** Shares of phone, desktop and tablet. */
  devices: number[]
  /** Mean days between visits. */
  gapDays: number
}

export function drawTaste(random: Random): Taste {
  const departments = DEPARTMENTS.map(() => random.logNormal(1, 1))
  const sum = departments.reduce((a, b) => a + b, 0)
  const brands = BRANDS.map(() => 0.25 * random.normal())
  for (let i = 0; i < 4; i++) brands[random.integer(0, BRANDS.length - 1)] += random.between(0.9, 1.7)
  const main = random.weighted([0.58, 0.34, 0.08])
  return {
    styles: STYLES.map(() => 0.9 * random.normal()),
    families: FAMILIES.map(() => 0.7 * random.normal()),
    brands,
    departments: departments.map((weight) => weight / sum),
    level: Math.max(-0.9, Math.min(0.9, -0.1 + 0.4 * random.normal())),
    levelWeight: random.between(0.8, 2.4),
    patience: random.logNormal(4, 0.4),
    decision: random.between(0.25, 0.75),
    loyalty: random.between(0.35, 0.95),
    devices: [0, 1, 2].map((device) => (device === main ? 0.8 : 0.1)),
    gapDays: Math.min(150, Math.max(1.2, random.logNormal(26, 1.05))),
  }
}

const cut = (value: number): number => Math.round(value * 100) / 100

/** The taste as `truth.json` has it: every number, in the order of the lists at its head. */
export function describeTaste(taste: Taste): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(taste).map(([name, value]) => [name, Array.isArray(value) ? value.map(cut) : cut(value as number)]),
  )
}
