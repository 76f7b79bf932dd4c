import { type Objective, TrialInterrupted, TrialPruned } from './objective.ts'
import type { Params, Space } from './space.ts'
import type { Ask, OptimizeOptions, Outcome, Study } from './study.ts'

/** A trial whose place of running is gone so often is given up: it may be what kills it. */
const MAX_ATTEMPTS = 3
/** How long until we look again whether another process has finished its trials, or died. */
const LOOK_AGAIN_MS = 100

/**
 * Runs trials until the study holds `options.trials` finished ones. What an objective throws fails its trial, not the
 * search; one that asks for several at a time finishes those that run before it returns.
 * @returns why it ended
 */
export async function optimize<S extends Space>(
  study: Study<S>,
  objective: Objective<Params<S>>,
  options: OptimizeOptions<S>,
): Promise<string> {
  const { trials: limit, parallel = 1, seconds = Number.POSITIVE_INFINITY, signal, stopping, onTrial } = options
  const { maxFailures = 5 } = options
  for (const [name, value] of Object.entries({ trials: limit, parallel, maxFailures })) {
    if (!(value >= 1)) throw new RangeError(`${name} is ${value}; it must be at least 1`)
  }
  const deadline = Date.now() + seconds * 1000
  let reason: string | null = null
  let failures = 0
  let thrown: unknown

  async function attempt(ask: Ask<Params<S>>): Promise<Outcome> {
    for (let attempts = 1; ; attempts++) {
      try {
        return await objective(ask.params, {
          number: ask.number,
          async report(step, value) {
            if (signal?.aborted) throw new TrialInterrupted()
            if (study.report(ask, step, value)) throw new TrialPruned()
          },
        })
      } catch (error) {
        // By name: an objective that works elsewhere may have another copy of these classes.
        const name = error instanceof Error ? error.name : ''
        if (name === 'TrialPruned') return { state: 'pruned' }
        if (signal?.aborted || name === 'TrialInterrupted') return { state: 'released' }
        if (name !== 'TrialLost' || attempts === MAX_ATTEMPTS) {
          thrown = error
          return { state: 'failed', error: error instanceof Error ? error.message : String(error) }
        }
      }
    }
  }

  async function work(): Promise<void> {
    while (reason === null) {
      if (signal?.aborted) reason = 'stopped'
      else if (Date.now() >= deadline) reason = 'time is up'
      else reason = stopping?.(study.observations(), study.space) ?? null
      if (reason !== null) return
      const ask = study.ask({ limit })
      if (!ask) {
        if (!study.trials.some(({ state }) => state === 'running')) return
        await new Promise<void>((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
        continue
      }
      study.tell(ask, await attempt(ask))
      const trial = study.trials[ask.number]
      failures = trial.state === 'failed' ? failures + 1 : 0
      onTrial?.(trial, study)
      if (failures >= maxFailures) {
        throw new Error(`${failures} trials in a row failed, the last one: ${trial.error}`, { cause: thrown })
      }
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: parallel }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return reason ?? (study.trials.length >= limit ? 'all trials done' : 'nothing left to try')
}
