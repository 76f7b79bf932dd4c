import type { Space, Values } from './space.ts'
import type { Direction } from './trial.ts'

/** What happened in a study, in one line. A trial is whatever its records say, in their order. */
export type TrialRecord =
  | { kind: 'study'; space: Space; directions: readonly Direction[]; seed: number }
  /** Somebody runs the trial. `after`: the claim that this one replaces; none for a new trial. */
  | { kind: 'claim'; trial: number; claim: string; params: Values; time: number; after?: string }
  | { kind: 'report'; trial: number; claim: string; step: number; value: number }
  /** Given back without a result: the trial waits for the next who asks. */
  | { kind: 'release'; trial: number; claim: string }
  | {
      kind: 'finish'
      trial: number
      claim: string
      time: number
      state: 'complete' | 'pruned' | 'failed'
      values: readonly number[]
      error?: string
    }

/** Where a study's records are kept. Several studies may share one; all of them read the records in one order. */
export interface TrialLog {
  /** Begins the name of each claim made here. Different for everybody who shares the log. */
  readonly owner: string
  append(record: TrialRecord): void
  /** The records since the last call, one's own among them. */
  read(): TrialRecord[]
  /** Whether an owner may still deliver; a dead one's trials are given to the next who asks. */
  isAlive(owner: string): boolean
}

/** A log of one process, gone with it. */
export function memoryLog(): TrialLog {
  let unread: TrialRecord[] = []
  return {
    owner: 'here',
    append: (record) => void unread.push(record),
    read() {
      const records = unread
      unread = []
      return records
    },
    isAlive: () => true,
  }
}
