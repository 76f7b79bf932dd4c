import { type Metrics, queryMetrics } from '@penchant/model'
import { bootstrapInterval } from './bootstrap.ts'

export const METRIC_NAMES = ['P@20', 'MRR@20', 'NDCG@10', 'MAP@10'] as const
export type MetricName = (typeof METRIC_NAMES)[number]

/** Of fewer, all of one sign by chance is no rarer than one in twenty (two-sided sign test: 2 · 2⁻⁵). */
const LEAST_SEQUENCES = 6

/** One method's line in the table, in percent. */
export type MethodRow = { method: string; n: number; ci: Record<MetricName, [number, number]> } & Metrics

/** Collects one method's metrics, question by question, so that sequences can be resampled later. */
export class Tally {
  readonly #sums: Record<MetricName, number[]> = { 'P@20': [], 'MRR@20': [], 'NDCG@10': [], 'MAP@10': [] }
  readonly #counts: number[] = []
  readonly #places = new Map<number, number>()

  constructor(readonly method: string) {}

  /**
   * @param sequence whose question it was
   * @param ranks 1-based rank of each target
   */
  add(sequence: number, ranks: number[]): void {
    let place = this.#places.get(sequence)
    if (place === undefined) {
      place = this.#places.size
      this.#places.set(sequence, place)
      this.#counts[place] = 0
      for (const name of METRIC_NAMES) this.#sums[name][place] = 0
    }
    const metrics = queryMetrics(ranks)
    for (const name of METRIC_NAMES) this.#sums[name][place] += metrics[name]
    this.#counts[place]++
  }

  row(resamples: number, seed: number): MethodRow {
    const n = this.#counts.reduce((sum, count) => sum + count, 0)
    const row = { method: this.method, n, ci: {} } as MethodRow
    for (const name of METRIC_NAMES) {
      row[name] = n ? (100 * this.#sums[name].reduce((sum, each) => sum + each, 0)) / n : 0
      row.ci[name] = this.#interval(this.#sums[name], [0, 100], resamples, seed)
    }
    return row
  }

  /** Interval of the difference to another method on the same questions, in whatever order, in percentage points. */
  difference(other: Tally, resamples: number, seed: number, metric: MetricName = 'NDCG@10'): [number, number] {
    const differences = [...this.#places].map(
      ([sequence, place]) => this.#sums[metric][place] - other.#sums[metric][other.#places.get(sequence)!],
    )
    return this.#interval(differences, [-100, 100], resamples, seed)
  }

  /** @param widest what can be said where there are too few sequences to resample */
  #interval(sums: number[], widest: [number, number], resamples: number, seed: number): [number, number] {
    if (sums.length < LEAST_SEQUENCES) return widest
    const given = { sums: Float64Array.from(sums), counts: Float64Array.from(this.#counts) }
    const [low, high] = bootstrapInterval(given, resamples, seed)
    return [100 * low, 100 * high]
  }
}
