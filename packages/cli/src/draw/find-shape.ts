import { accessories } from './accessories.ts'
import { apparel } from './apparel.ts'
import { bags } from './bags.ts'
import { coffee } from './coffee.ts'
import { decor } from './decor.ts'
import { desk } from './desk.ts'
import { furniture } from './furniture.ts'
import { garden } from './garden.ts'
import { kitchen } from './kitchen.ts'
import { lighting } from './lighting.ts'
import { outdoor } from './outdoor.ts'
import { plants } from './plants.ts'
import type { Shape, Shapes } from './shape.ts'
import { tables } from './tables.ts'
import { tableware } from './tableware.ts'
import { textiles } from './textiles.ts'

export const SHAPES: Shapes = {
  ...coffee,
  ...tableware,
  ...kitchen,
  ...furniture,
  ...tables,
  ...lighting,
  ...decor,
  ...textiles,
  ...plants,
  ...garden,
  ...desk,
  ...bags,
  ...outdoor,
  ...apparel,
  ...accessories,
}

export interface FoundShape {
  shape: Shape
  /** Which of the shape's words named it. */
  word: string
}

const byPhrase = new Map<string, FoundShape>()
for (const shape of Object.values(SHAPES))
  for (const word of shape.words) byPhrase.set(words(word).join(' '), { shape, word })
const longest = Math.max(...[...byPhrase.keys()].map((phrase) => phrase.split(' ').length))

/**
 * Which kind of thing the texts name; the first text that names one decides, so give the surest
 * first. In English the noun comes last in its phrase ("coffee table lamp" is a lamp) and what
 * follows a preposition is less sure ("lamp with wooden table").
 */
export function findShape(texts: readonly string[]): FoundShape | undefined {
  for (const text of texts) {
    for (const phrase of text.slice(0, 400).split(/[,;:/()&+–—]|\s(?:with|for|of|in|on|from|and|by|-)\s/iu)) {
      const all = words(phrase)
      for (let end = all.length; end > 0; end--) {
        for (let start = Math.max(0, end - longest); start < end; start++) {
          const found = byPhrase.get(all.slice(start, end).join(' '))
          if (found) return found
        }
      }
    }
  }
  return undefined
}

/** Lower case, in the singular: "Chopping Boards" → chopping, board. */
function words(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(singular)
}

function singular(word: string): string {
  if (/(?:sh|ch|x|ss)es$/.test(word)) return word.slice(0, -2)
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:kni|shel|scar)ves$/.test(word)) return word.slice(0, -3) + (word.startsWith('kni') ? 'fe' : 'f')
  return /[^su]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word
}
