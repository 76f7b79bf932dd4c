import type { Values } from './space.ts'

export type Direction = 'minimize' | 'maximize'

/** `pruned`: stopped early as hopeless. `failed`: the objective threw, or gave no number. */
export type TrialState = 'running' | 'complete' | 'pruned' | 'failed'

export interface Report {
  /** What the objective counts in: epochs, examples. Rises. */
  step: number
  value: number
}

/** One evaluation of the objective. */
export interface Trial<P = Values> {
  /** 0, 1, … in the order of asking. */
  number: number
  params: P
  state: TrialState
  /** One an objective, as the objective gave them; empty unless complete. */
  values: readonly number[]
  reports: readonly Report[]
  /** Why it failed. */
  error?: string
  /** Milliseconds since 1970. */
  started: number
  finished?: number
}

/** A trial as samplers and pruners see it: smaller is better, whatever the directions are. */
export interface Observation {
  number: number
  params: Values
  state: TrialState
  /** One an objective; empty unless complete. */
  losses: readonly number[]
  reports: readonly { step: number; loss: number }[]
}

/** Turns values that are to be made large round. */
export function observe(trial: Trial, directions: readonly Direction[]): Observation {
  const signs = directions.map((direction) => (direction === 'maximize' ? -1 : 1))
  return {
    number: trial.number,
    params: trial.params,
    state: trial.state,
    losses: trial.values.map((value, i) => signs[i] * value),
    reports: trial.reports.map(({ step, value }) => ({ step, loss: signs[0] * value })),
  }
}
