import { queryMetrics } from '@penchant/model'
import type { Query } from '../targets.ts'
import { type ListStatistics, ShownLists } from './list-statistics.ts'
import type { Answer } from './method.ts'
import type { Slicing } from './slices.ts'
import { Tally } from './tally.ts'

/** A method's quality on one part of the questions. */
export interface SliceRow {
  /** NDCG@10, percent. */
  ndcg: number
  n: number
}

/** All that is kept of one method's answers. */
export class Recorder {
  readonly tally: Tally
  readonly #lists: ShownLists
  readonly #sums: Float64Array[]
  readonly #counts: Float64Array[]

  constructor(
    readonly method: string,
    readonly bytes: number,
    private readonly slicings: Slicing[],
    space: { popularity: Float32Array; cosine: (a: number, b: number) => number },
  ) {
    this.tally = new Tally(method)
    this.#lists = new ShownLists(space.popularity, space.cosine)
    this.#sums = slicings.map(({ labels }) => new Float64Array(labels.length))
    this.#counts = slicings.map(({ labels }) => new Float64Array(labels.length))
  }

  add(query: Query, { ranks, list }: Answer): void {
    this.tally.add(query.sequence.id, ranks)
    this.#lists.add(list)
    const ndcg = queryMetrics(ranks)['NDCG@10']
    for (const [s, slicing] of this.slicings.entries()) {
      const place = slicing.of(query)
      if (place < 0) continue
      this.#sums[s][place] += ndcg
      this.#counts[s][place]++
    }
  }

  lists(): ListStatistics {
    return this.#lists.statistics()
  }

  /** By slicing and label. */
  slices(): SliceRow[][] {
    return this.#sums.map((sums, s) =>
      Array.from(sums, (sum, i) => {
        const n = this.#counts[s][i]
        return { ndcg: n > 0 ? (100 * sum) / n : 0, n }
      }),
    )
  }
}
