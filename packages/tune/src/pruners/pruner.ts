import type { Observation } from '../trial.ts'

/** Whether `trial`, which just reported, is hopeless beside the others. Smaller losses are better. */
export type Pruner = (trial: Observation, trials: readonly Observation[]) => boolean
