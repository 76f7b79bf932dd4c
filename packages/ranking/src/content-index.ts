import { wordsOf } from './words-of.ts'

export interface ContentOptions {
  /** Look at runs of three characters too: plurals, compounds, misspellings. Four times the work. Default true. */
  trigrams?: boolean
}

/**
 * How alike items are by their words: cosine of TF-IDF vectors, weight (1 + ln tf) · ln(items / df), over words and, for
 * the other half of the vector's length, over character trigrams of the words (Salton & Buckley 1988).
 * Needs no behaviour, so it knows an item from its first day.
 */
export class ContentIndex {
  /** Features of item row r: entries `offsets[r - 1]` to `offsets[r]` of `features` and `weights`. */
  readonly #offsets: Uint32Array
  readonly #features: Uint32Array
  readonly #weights: Float32Array
  /** By feature, the item rows that have it: entries `starts[f]` to `starts[f + 1]`, with the weight there. */
  readonly #starts: Uint32Array
  readonly #rows: Uint32Array
  readonly #rowWeights: Float32Array
  /** Number of each word, and of each trigram with two spaces before it. */
  readonly #names = new Map<string, number>()
  /** By feature, how many items have it. */
  readonly #frequency: number[] = []
  readonly #items: number
  readonly #trigrams: boolean

  /** @param texts index i = what is said of item row i + 1; empty where nothing is */
  constructor(texts: readonly string[], { trigrams = true }: ContentOptions = {}) {
    this.#items = texts.length
    this.#trigrams = trigrams
    const items = texts.map((text) => {
      const parts = this.#count(text, (name) => this.#names.get(name) ?? this.#add(name))
      for (const counts of parts) for (const feature of counts.keys()) this.#frequency[feature]++
      return parts
    })

    const total = items.reduce((sum, parts) => sum + parts[0].size + parts[1].size, 0)
    this.#offsets = new Uint32Array(texts.length + 1)
    this.#features = new Uint32Array(total)
    this.#weights = new Float32Array(total)
    this.#starts = new Uint32Array(this.#names.size + 1)
    let at = 0
    for (const [i, parts] of items.entries()) {
      for (const [feature, weight] of this.#weigh(parts)) {
        this.#features[at] = feature
        this.#weights[at++] = weight
      }
      this.#offsets[i + 1] = at
    }

    for (const feature of this.#features) this.#starts[feature + 1]++
    for (let f = 0; f < this.#names.size; f++) this.#starts[f + 1] += this.#starts[f]
    const next = this.#starts.slice()
    this.#rows = new Uint32Array(total)
    this.#rowWeights = new Float32Array(total)
    for (let row = 1; row <= texts.length; row++) {
      for (let k = this.#offsets[row - 1]; k < this.#offsets[row]; k++) {
        const place = next[this.#features[k]]++
        this.#rows[place] = row
        this.#rowWeights[place] = this.#weights[k]
      }
    }
  }

  get bytes(): number {
    const parts = [this.#offsets, this.#features, this.#weights, this.#starts, this.#rows, this.#rowWeights]
    return parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  /** @param row 1-based. @returns item row → cosine, above 0, of every other item that shares a word or a part of one */
  similarTo(row: number): Map<number, number> {
    const [from, to] = [this.#offsets[row - 1], this.#offsets[row]]
    const found = this.#cosines(this.#features.subarray(from, to), this.#weights.subarray(from, to))
    found.delete(row)
    return found
  }

  /** @param text of an item that is none of these; words that none of them has count for nothing. @returns as `similarTo` */
  similarToText(text: string): Map<number, number> {
    const weighed = this.#weigh(this.#count(text, (name) => this.#names.get(name)))
    return this.#cosines(
      weighed.map(([feature]) => feature),
      weighed.map(([, weight]) => weight),
    )
  }

  #add(name: string): number {
    this.#names.set(name, this.#frequency.length)
    return this.#frequency.push(0) - 1
  }

  /** How often each word, and each trigram, is in a text. */
  #count(text: string, numberOf: (name: string) => number | undefined): [words: Counts, trigrams: Counts] {
    const words: Counts = new Map()
    const grams: Counts = new Map()
    const count = (counts: Counts, name: string) => {
      const feature = numberOf(name)
      if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1)
    }
    for (const word of wordsOf(text)) {
      count(words, word)
      // A space marks the word's ends, and keeps a trigram from being taken for a word.
      const spaced = ` ${word} `
      if (this.#trigrams) for (let i = 0; i + 3 <= spaced.length; i++) count(grams, `  ${spaced.slice(i, i + 3)}`)
    }
    return [words, grams]
  }

  /** Each part has half of the squared length, or all of it where it is alone. */
  #weigh(parts: readonly Counts[]): [feature: number, weight: number][] {
    return parts.flatMap((counts) => {
      const weights = Array.from(counts, ([feature, times]): [number, number] => [
        feature,
        (1 + Math.log(times)) * Math.log(this.#items / this.#frequency[feature]),
      ])
      const square = weights.reduce((sum, [, weight]) => sum + weight * weight, 0)
      const scale = square > 0 ? Math.sqrt((this.#trigrams ? 0.5 : 1) / square) : 0
      return weights.map(([feature, weight]): [number, number] => [feature, weight * scale])
    })
  }

  #cosines(features: ArrayLike<number>, weights: ArrayLike<number>): Map<number, number> {
    const found = new Map<number, number>()
    for (let k = 0; k < features.length; k++) {
      if (!(weights[k] > 0)) continue
      for (let p = this.#starts[features[k]]; p < this.#starts[features[k] + 1]; p++) {
        found.set(this.#rows[p], (found.get(this.#rows[p]) ?? 0) + weights[k] * this.#rowWeights[p])
      }
    }
    return found
  }
}

/** By feature, how often. */
type Counts = Map<number, number>
