import { wordsOf } from './words-of.ts'

/** Texts by their words. */
export interface TextIndex {
  /**
   * How well texts fit a query: number of the text, from 0 → BM25, times the square of the share of the query's words that
   * were found in it. Texts without any of the words are not in it.
   */
  search(query: string): Map<number, number>
}

/** BM25's usual constants: how fast a repeated word stops counting, and how much long texts lose. */
const SATURATION = 1.2
const LENGTH = 0.75
/** Of a query; the rest is not read. */
const MOST_WORDS = 12
/** Letters by which a word may be longer than the one it stands for, as a plural is. */
const ENDING = 2
const SHORTEST_STEM = 3
/** More words that begin alike are no help. */
const MOST_ENDINGS = 64

/**
 * Okapi BM25 (Robertson & Zaragoza 2009) over words. A word of the query also stands for those that begin with it, as it is
 * while somebody types, and for those that it has an ending more than; such a word counts by its share of the longer one.
 */
export function createTextIndex(texts: Iterable<string>): TextIndex {
  /** Word → number of the text, times it comes, number of the next text … */
  const postings = new Map<string, number[]>()
  const lengths: number[] = []
  let total = 0
  for (const text of texts) {
    const words = wordsOf(text)
    for (const word of words) {
      const places = postings.get(word)
      if (!places) postings.set(word, [lengths.length, 1])
      else if (places[places.length - 2] === lengths.length) places[places.length - 1]++
      else places.push(lengths.length, 1)
    }
    lengths.push(words.length)
    total += words.length
  }
  const sorted = [...postings.keys()].sort()
  const mean = total / (lengths.length || 1)

  /** Words of the texts that a word of a query stands for, and how far. */
  function meant(word: string): [string, number][] {
    const found: [string, number][] = []
    for (let i = firstFrom(sorted, word); found.length < MOST_ENDINGS && sorted[i]?.startsWith(word); i++) {
      found.push([sorted[i], word.length / sorted[i].length])
    }
    for (let length = word.length - 1; length >= Math.max(SHORTEST_STEM, word.length - ENDING); length--) {
      const stem = word.slice(0, length)
      if (postings.has(stem)) found.push([stem, length / word.length])
    }
    return found
  }

  return {
    search(query) {
      const asked = [...new Set(wordsOf(query))].slice(0, MOST_WORDS)
      const scores = new Map<number, number>()
      const found = new Map<number, number>()
      for (const word of asked) {
        // Of several words that one stands for, the best in each text.
        const best = new Map<number, number>()
        for (const [other, share] of meant(word)) {
          const places = postings.get(other)!
          const having = places.length / 2
          const rarity = Math.log(1 + (lengths.length - having + 0.5) / (having + 0.5))
          for (let i = 0; i < places.length; i += 2) {
            const [text, count] = [places[i], places[i + 1]]
            const norm = SATURATION * (1 - LENGTH + (LENGTH * lengths[text]) / mean)
            const score = (share * rarity * count * (SATURATION + 1)) / (count + norm)
            if (score > (best.get(text) ?? 0)) best.set(text, score)
          }
        }
        for (const [text, score] of best) {
          scores.set(text, (scores.get(text) ?? 0) + score)
          found.set(text, (found.get(text) ?? 0) + 1)
        }
      }
      for (const [text, score] of scores) scores.set(text, score * (found.get(text)! / asked.length) ** 2)
      return scores
    },
  }
}

/** Place of the first that is not before `word`. */
function firstFrom(sorted: readonly string[], word: string): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (sorted[middle] < word) from = middle + 1
    else to = middle
  }
  return from
}
