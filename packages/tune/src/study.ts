import type { Objective } from './objective.ts'
import type { Dimension, Params, Space } from './space.ts'
import type { Stopping } from './stopping.ts'
import type { Direction, Observation, Trial } from './trial.ts'

/** A trial to be run by whoever asked for it. */
export interface Ask<P> {
  readonly number: number
  readonly params: P
  /** @internal the claim under which it is run */
  readonly claim: string
}

/** What became of a trial: the values, or why there are none. */
export type Outcome =
  | number
  | readonly number[]
  | { state: 'pruned' }
  | { state: 'failed'; error: string }
  | { state: 'released' }

export interface Study<S extends Space = Space> {
  readonly space: readonly Dimension[]
  readonly directions: readonly Direction[]
  readonly seed: number
  /** By number, running ones among them. */
  readonly trials: readonly Trial<Params<S>>[]
  /** The complete trial with the best (first) value, the earlier of two equal ones. */
  readonly best: Trial<Params<S>> | undefined
  /** The complete trials that no other is better than in one objective and no worse in any. */
  readonly front: readonly Trial<Params<S>>[]
  /** The trials as samplers and pruners see them. */
  observations(): Observation[]
  /**
   * The next trial: one that was given back or whose process died, else a new one.
   * @param options.limit no new trial when there are so many
   * @returns `null` when the sampler has nothing left, or at the limit
   */
  ask(options?: { limit?: number }): Ask<Params<S>> | null
  /** Queues parameters to be tried first: a known good setting. They are checked against the space. */
  enqueue(params: Params<S>): void
  /** @returns whether the trial is to be pruned */
  report(ask: Ask<Params<S>>, step: number, value: number): boolean
  /** @returns whether it counted: not, when the trial was meanwhile given to somebody else */
  tell(ask: Ask<Params<S>>, outcome: Outcome): boolean
  /** Asks, runs and tells until the study holds so many finished trials. */
  optimize(objective: Objective<Params<S>>, options: OptimizeOptions<S>): Promise<string>
}

export interface OptimizeOptions<S extends Space = Space> {
  /** The study holds so many trials in the end, those of earlier runs and of other processes among them. */
  trials: number
  /** So many at a time. Default 1. */
  parallel?: number
  /** No trial starts after so many seconds. */
  seconds?: number
  /** An `AbortSignal`: once aborted no trial starts, and running ones are given back at their next report. */
  signal?: { readonly aborted: boolean }
  stopping?: Stopping
  /** After so many failures in a row the last one's error is thrown. Default 5. */
  maxFailures?: number
  /** Told of each trial that ended here. */
  onTrial?: (trial: Trial<Params<S>>, study: Study<S>) => void
}
