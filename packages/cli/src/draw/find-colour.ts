import { Random } from '../simulate/random.ts'
import { PALETTE } from './palette.ts'

const FALLBACK = [
  'denim',
  'sage',
  'terracotta',
  'ochre',
  'teal',
  'plum',
  'coral',
  'moss',
  'clay',
  'slate',
  'rose',
  'petrol',
] as const

/**
 * The colour a title names. Shops write the variant last, behind a comma ("Enamel Mug, Moss");
 * without one, the first colour in the title counts. A title that names none gets a colour of its
 * category's, so that a category's page looks as of one piece.
 */
export function findColour(title: string, category: readonly string[]): { hex: string; base: string } {
  const comma = title.lastIndexOf(',')
  // The text that all variants of a product share.
  const base = comma > 0 ? title.slice(0, comma) : title
  const named = (comma > 0 && colourIn(title.slice(comma))) || colourIn(title)
  if (named) {
    return { hex: named, base }
  }
  const start = new Random('category', category.join('/') || base).integer(0, FALLBACK.length - 1)
  const step = new Random('title', base).pick([0, 0, 2, 5, 7])
  return { hex: PALETTE[FALLBACK[(start + step) % FALLBACK.length]].hex, base }
}

function colourIn(text: string): string | undefined {
  for (const word of text
    .slice(0, 400)
    .toLowerCase()
    .match(/[a-z]+/g) ?? []) {
    if (Object.hasOwn(PALETTE, word)) return PALETTE[word].hex
  }
  return undefined
}
