import { type ChildProcess, fork } from 'node:child_process'
import { type Objective, type RunningTrial, TrialLost } from '../objective.ts'
import type { Values } from '../space.ts'
import type { FromWorker, ToWorker } from './message.ts'

export interface Workers<P = Values> {
  /** Runs a trial in a process that is free; give `optimize` the same number as `parallel`. */
  objective: Objective<P>
  /** Ends what runs now, whose trials reject with `TrialLost`; later ones get new processes. */
  interrupt(): void
  /** Ends all processes. */
  close(): void
}

/**
 * Processes that run trials, for objectives that keep a core busy.
 * @param module a JavaScript module that calls `serveTrials(objective)`
 * @param options.processes at most so many at a time; they are started when they are needed, and anew when one dies,
 *   whose trial rejects with `TrialLost` and so is run again
 * @param options.execArgv Node's own options for the processes
 */
export function openWorkers<P = Values>(
  module: string | URL,
  options: { processes: number; execArgv?: string[] },
): Workers<P> {
  const { processes, execArgv } = options
  if (!Number.isInteger(processes) || processes < 1) {
    throw new RangeError(`processes is ${processes}; take a whole number from 1`)
  }
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting: (() => void)[] = []

  async function take(): Promise<ChildProcess> {
    while (idle.length === 0 && all.size >= processes) await new Promise<void>((resolve) => waiting.push(resolve))
    const free = idle.pop()
    if (free) return free
    const child = fork(module, { serialization: 'advanced', ...(execArgv && { execArgv }) })
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      const at = idle.indexOf(child)
      if (at >= 0) idle.splice(at, 1)
      waiting.shift()?.()
    })
    return child
  }

  function run(child: ChildProcess, params: P, trial: RunningTrial): Promise<number | readonly number[]> {
    return new Promise((resolve, reject) => {
      const tell = (message: ToWorker): void => void child.send(message, () => {})
      const onExit = (code: number | null, signal: string | null): void => {
        child.off('message', onMessage)
        reject(new TrialLost(`the process that ran trial ${trial.number} ended (${signal ?? `exit code ${code}`})`))
      }
      const end = (settle: () => void): void => {
        child.off('message', onMessage).off('exit', onExit)
        if (child.connected) idle.push(child)
        waiting.shift()?.()
        settle()
      }
      const onMessage = (message: FromWorker): void => {
        if (message.kind === 'report') {
          trial.report(message.step, message.value).then(
            () => tell({ kind: 'reported' }),
            (error: Error) => tell({ kind: 'reported', error: error.name }),
          )
        } else if (message.kind === 'done') end(() => resolve(message.values))
        else end(() => reject(Object.assign(new Error(message.message), { name: message.name })))
      }
      child.on('message', onMessage).once('exit', onExit)
      tell({ kind: 'run', number: trial.number, params: params as Values })
    })
  }

  return {
    objective: async (params, trial) => run(await take(), params, trial),
    interrupt() {
      for (const child of all) if (!idle.includes(child)) child.kill()
    },
    close() {
      for (const child of all) child.kill()
    },
  }
}
