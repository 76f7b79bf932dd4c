import { type Objective, TrialInterrupted, TrialPruned } from '../objective.ts'
import type { FromWorker, ToWorker } from './message.ts'

/**
 * Makes this process a worker of `openWorkers`: the module that is forked calls it with the objective, and is done.
 * Ctrl-C reaches the whole group of processes; what becomes of the trial is the parent's to say.
 * @throws Error where the process was not forked
 */
// biome-ignore lint/suspicious/noExplicitAny: the parameters are of the parent's space, which this process does not know
export function serveTrials(objective: Objective<any>): void {
  const send = process.send?.bind(process)
  if (!send) throw new Error('serveTrials: this module is to be forked by openWorkers, not run by itself')
  const answer = (message: FromWorker): void => void send(message)
  let settle: ((error?: string) => void) | undefined
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit())
  process.on('message', async (message: ToWorker) => {
    if (message.kind === 'reported') {
      settle?.(message.error)
      return
    }
    try {
      const values = await objective(message.params, {
        number: message.number,
        async report(step, value) {
          const error = await new Promise<string | undefined>((resolve) => {
            settle = resolve
            answer({ kind: 'report', step, value })
          })
          if (error === 'TrialPruned') throw new TrialPruned()
          if (error) throw new TrialInterrupted()
        },
      })
      answer({ kind: 'done', values })
    } catch (error) {
      const { name, message: text } = error instanceof Error ? error : new Error(String(error))
      answer({ kind: 'failed', name, message: text })
    }
  })
}
