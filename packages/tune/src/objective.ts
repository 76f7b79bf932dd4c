import type { Values } from './space.ts'

/** What an objective gets besides its parameters. */
export interface RunningTrial {
  readonly number: number
  /**
   * Says how the trial does so far. Await it: it rejects with `TrialPruned` where going on is hopeless and with
   * `TrialInterrupted` where the study is being stopped; let both through.
   * @param step rises from report to report
   */
  report(step: number, value: number): Promise<void>
}

/**
 * What is searched: a number for each direction of the study. An objective need not work here and now: one that sends
 * its trial elsewhere (a process, a queue) and waits for the answer is an objective too, and rejects with `TrialLost`
 * when the place where it ran is gone.
 */
export type Objective<P = Values> = (
  params: P,
  trial: RunningTrial,
) => number | readonly number[] | Promise<number | readonly number[]>

/** The trial was stopped as hopeless. */
export class TrialPruned extends Error {
  override name = 'TrialPruned'
}

/** The study is being stopped; the trial is given back and starts anew on resuming. */
export class TrialInterrupted extends Error {
  override name = 'TrialInterrupted'
}

/** Whoever ran the trial is gone, through no fault of the parameters; it is run again. */
export class TrialLost extends Error {
  override name = 'TrialLost'
}
