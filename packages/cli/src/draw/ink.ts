import type { Random } from '../simulate/random.ts'
import { brightness, distance, mix } from './colour.ts'
import { PALETTE } from './palette.ts'

/**
 * The colours one item is drawn with, and the choices that make it differ from its neighbours. Light
 * comes from the upper left in every picture, so `light` belongs left and `dark` right.
 */
export interface Ink {
  main: string
  light: string
  dark: string
  deep: string
  /** `main` as a horizontal gradient, for round bodies. */
  body: string
  /** A second colour that goes with `main`. */
  accent: string
  accentDark: string
  paper: string
  char: string
  wood: string
  woodDark: string
  steel: string
  steelDark: string
  steelLight: string
  leaf: string
  leafDark: string
  /** What the item keeps in all its colours: proportions, handles, patterns. */
  random: Random
}

const PARTNERS = ['cream', 'ochre', 'terracotta', 'sage', 'navy', 'blush', 'forest', 'sky', 'charcoal', 'coral']

export function mixInk(main: string, gradient: string, random: Random): Ink {
  const pale = brightness(main) > 0.8
  const partner = PARTNERS[random.integer(0, PARTNERS.length - 1)]
  const first = PALETTE[partner].hex
  // Too near to the main colour a stripe would vanish.
  const accent = distance(first, main) > 0.28 ? first : pale ? PALETTE.denim!.hex : PALETTE.cream!.hex
  const wood = random.pick([PALETTE.oak!.hex, PALETTE.beech!.hex, PALETTE.walnut!.hex])
  return {
    main,
    light: mix(main, '#ffffff', pale ? 0.55 : 0.22),
    dark: mix(main, pale ? '#5b4a3a' : '#1d1a2b', pale ? 0.16 : 0.2),
    deep: mix(main, pale ? '#4b3b30' : '#17142a', pale ? 0.3 : 0.4),
    body: `url(#${gradient})`,
    accent,
    accentDark: mix(accent, '#1d1a2b', 0.18),
    paper: '#fbf7ee',
    char: '#3c3b42',
    wood,
    woodDark: mix(wood, '#2b1a10', 0.22),
    steel: '#c3c9cf',
    steelDark: '#979fa8',
    steelLight: '#e6eaed',
    leaf: '#6f9c6b',
    leafDark: '#4c7a55',
    random,
  }
}
