/** What a method's lists are like, whoever they are right for. */
export interface ListStatistics {
  /** Share of the catalogue that was on any list. */
  coverage: number
  /** Of how often each item was shown: 0 all equally, 1 one item alone. */
  gini: number
  /** Mean of −log2 of the shown items' share of interactions, bits: 0 is what everybody has seen. */
  novelty: number
  /** Mean of 1 − cosine between two items of a list, in the published item space. */
  distance: number
}

/** Collects lists of one method. */
export class ShownLists {
  readonly #counts: Float64Array
  #information = 0
  #shown = 0
  #distance = 0
  #lists = 0

  /**
   * @param popularity share of all interactions [items]
   * @param cosine of two item rows
   */
  constructor(
    private readonly popularity: Float32Array,
    private readonly cosine: (a: number, b: number) => number,
  ) {
    this.#counts = new Float64Array(popularity.length)
  }

  add(list: Int32Array): void {
    for (const row of list) {
      this.#counts[row - 1]++
      this.#shown++
      // What nobody has touched is as novel as what one interaction in ten million is about.
      this.#information -= Math.log2(Math.max(this.popularity[row - 1], 1e-7))
    }
    if (list.length < 2) return
    let sum = 0
    for (let i = 0; i < list.length; i++) for (let j = 0; j < i; j++) sum += 1 - this.cosine(list[i], list[j])
    this.#distance += sum / ((list.length * (list.length - 1)) / 2)
    this.#lists++
  }

  statistics(): ListStatistics {
    const counts = this.#counts.slice().sort()
    const n = counts.length
    let weighted = 0
    for (let i = 0; i < n; i++) weighted += (2 * (i + 1) - n - 1) * counts[i]
    return {
      coverage: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0) / n,
      gini: this.#shown > 0 ? weighted / (n * this.#shown) : 0,
      novelty: this.#shown > 0 ? this.#information / this.#shown : 0,
      distance: this.#lists > 0 ? this.#distance / this.#lists : 0,
    }
  }
}
