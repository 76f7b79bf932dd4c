export type ColourFamily =
  | 'light'
  | 'dark'
  | 'earth'
  | 'red'
  | 'yellow'
  | 'green'
  | 'blue'
  | 'violet'
  | 'wood'
  | 'metal'

export interface Colour {
  hex: string
  family: ColourFamily
  /** 1 warm, −1 cool, 0 neither. */
  warmth: -1 | 0 | 1
}

const colour = (hex: string, family: ColourFamily, warmth: -1 | 0 | 1): Colour => ({ hex, family, warmth })

/** Colours by the word a title or a variant uses, lower case. */
export const PALETTE: Readonly<Record<string, Colour>> = {
  chalk: colour('#f2eee6', 'light', 0),
  cream: colour('#f1e5cd', 'light', 1),
  oat: colour('#e0d2ba', 'light', 1),
  sand: colour('#d9c2a0', 'earth', 1),
  stone: colour('#bdb5a9', 'light', 0),
  fog: colour('#c6ccd0', 'light', -1),
  slate: colour('#6d7a86', 'dark', -1),
  graphite: colour('#54575e', 'dark', 0),
  charcoal: colour('#3f4147', 'dark', 0),
  ink: colour('#2d3750', 'dark', -1),
  clay: colour('#c08562', 'earth', 1),
  terracotta: colour('#c8694a', 'earth', 1),
  rust: colour('#a9542f', 'earth', 1),
  caramel: colour('#b9824b', 'earth', 1),
  cocoa: colour('#6f4c3b', 'earth', 1),
  brick: colour('#a8473c', 'red', 1),
  poppy: colour('#d6503f', 'red', 1),
  coral: colour('#e5806a', 'red', 1),
  wine: colour('#7b3145', 'red', 1),
  blush: colour('#e6b9ac', 'red', 1),
  apricot: colour('#edae7a', 'yellow', 1),
  ochre: colour('#cf9a3c', 'yellow', 1),
  mustard: colour('#d9ae3b', 'yellow', 1),
  butter: colour('#f0d98a', 'yellow', 1),
  olive: colour('#7f8148', 'green', 1),
  moss: colour('#5f7a4a', 'green', -1),
  sage: colour('#a3b596', 'green', -1),
  fern: colour('#4f8b5b', 'green', -1),
  forest: colour('#31563f', 'green', -1),
  mint: colour('#a9d3bd', 'green', -1),
  teal: colour('#2f7b7b', 'blue', -1),
  petrol: colour('#235566', 'blue', -1),
  denim: colour('#51729b', 'blue', -1),
  navy: colour('#2b3f63', 'blue', -1),
  sky: colour('#98c0dc', 'blue', -1),
  cobalt: colour('#3160ab', 'blue', -1),
  lilac: colour('#b9a7d1', 'violet', -1),
  plum: colour('#6b3f63', 'violet', 1),
  rose: colour('#d5869a', 'violet', 1),
  oak: colour('#d0a876', 'wood', 1),
  ash: colour('#dcc7a3', 'wood', 0),
  beech: colour('#d9b588', 'wood', 1),
  walnut: colour('#8a5f41', 'wood', 1),
  cherry: colour('#a9653f', 'wood', 1),
  steel: colour('#b9c0c7', 'metal', -1),
  copper: colour('#c57f59', 'metal', 1),
  brass: colour('#cda757', 'metal', 1),
  iron: colour('#4a4b50', 'metal', 0),
  // Plain words that other shops' titles use.
  white: colour('#f4f2ee', 'light', 0),
  ivory: colour('#f1e8d3', 'light', 1),
  beige: colour('#ddcbb0', 'light', 1),
  grey: colour('#a6a9ad', 'light', 0),
  gray: colour('#a6a9ad', 'light', 0),
  black: colour('#3a3a3f', 'dark', 0),
  brown: colour('#7d573f', 'earth', 1),
  tan: colour('#c69b6d', 'earth', 1),
  red: colour('#cb4a3f', 'red', 1),
  burgundy: colour('#7b3145', 'red', 1),
  orange: colour('#e2894a', 'yellow', 1),
  yellow: colour('#e7c34f', 'yellow', 1),
  gold: colour('#cfa94e', 'metal', 1),
  khaki: colour('#a39a6d', 'green', 1),
  green: colour('#5f9160', 'green', -1),
  lime: colour('#a9c257', 'green', -1),
  turquoise: colour('#58b3b0', 'blue', -1),
  aqua: colour('#7cc4c6', 'blue', -1),
  blue: colour('#4f7fb5', 'blue', -1),
  purple: colour('#7d5a97', 'violet', -1),
  lavender: colour('#b9a7d1', 'violet', -1),
  pink: colour('#e39bb0', 'violet', 1),
  silver: colour('#bcc2c8', 'metal', -1),
  chrome: colour('#bcc2c8', 'metal', -1),
  bronze: colour('#a5794f', 'metal', 1),
  pine: colour('#d9b57f', 'wood', 1),
  bamboo: colour('#d8bf86', 'wood', 1),
  teak: colour('#b07a4b', 'wood', 1),
}
