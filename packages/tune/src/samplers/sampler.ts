import type { Random } from '../random-stream.ts'
import type { Dimension, Values } from '../space.ts'
import type { Observation } from '../trial.ts'

export interface Question {
  space: readonly Dimension[]
  /** All trials so far by number, running ones among them. */
  trials: readonly Observation[]
  /** The number of the trial that is asked for. */
  number: number
  seed: number
  /** A stream that hangs on the seed and the number alone. */
  random: Random
}

/** Chooses a trial's parameters; `null` when it has none left. */
export type Sampler = (question: Question) => Values | null
