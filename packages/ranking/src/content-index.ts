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

  /** @param texts index i = what is said of item row i + 1; empty where nothing is */
  constructor(texts: readonly string[], { trigrams = true }: ContentOptions = {}) {
    const names = new Map<string, number>()
    const frequency: number[] = []
    const count = (counts: Map<number, number>, name: string): void => {
      let feature = names.get(name)
      if (feature === undefined) {
        feature = names.size
        names.set(name, feature)
        frequency.push(0)
      }
      if (!counts.has(feature)) frequency[feature]++
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
    }
    const items = texts.map((text) => {
      const words = new Map<number, number>()
      const grams = new Map<number, number>()
      for (const word of wordsOf(text)) {
        count(words, word)
        // A space marks the word's ends, and keeps a trigram from being taken for a word.
        const spaced = ` ${word} `
        if (trigrams) for (let i = 0; i + 3 <= spaced.length; i++) count(grams, `  ${spaced.slice(i, i + 3)}`)
      }
      return [words, grams]
    })

    const total = items.reduce((sum, parts) => sum + parts[0].size + parts[1].size, 0)
    this.#offsets = new Uint32Array(texts.length + 1)
    this.#features = new Uint32Array(total)
    this.#weights = new Float32Array(total)
    this.#starts = new Uint32Array(names.size + 1)
    let at = 0
    for (const [i, parts] of items.entries()) {
      for (const counts of parts) {
        const from = at
        let square = 0
        for (const [feature, times] of counts) {
          const weight = (1 + Math.log(times)) * Math.log(texts.length / frequency[feature])
          this.#features[at] = feature
          this.#weights[at++] = weight
          square += weight * weight
        }
        // Each part has half of the squared length, or all of it where it is alone.
        const scale = square > 0 ? Math.sqrt((trigrams ? 0.5 : 1) / square) : 0
        for (let k = from; k < at; k++) this.#weights[k] *= scale
      }
      this.#offsets[i + 1] = at
    }

    for (const feature of this.#features) this.#starts[feature + 1]++
    for (let f = 0; f < names.size; f++) this.#starts[f + 1] += this.#starts[f]
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
    const found = new Map<number, number>()
    for (let k = this.#offsets[row - 1]; k < this.#offsets[row]; k++) {
      const weight = this.#weights[k]
      if (!(weight > 0)) continue
      const feature = this.#features[k]
      for (let p = this.#starts[feature]; p < this.#starts[feature + 1]; p++) {
        found.set(this.#rows[p], (found.get(this.#rows[p]) ?? 0) + weight * this.#rowWeights[p])
      }
    }
    found.delete(row)
    return found
  }
}
