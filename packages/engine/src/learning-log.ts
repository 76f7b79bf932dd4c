import type { Database, LoggedRun } from './database.ts'

/** Runs that are kept whatever their age; younger ones than a day are, for the day's budget. */
const KEPT = 20
const DAY = 86_400_000

/** The last learning runs for one model, so that a visitor can see what was tried and why it was (not) used. */
export interface LearningLog {
  /** Newest first, 20 at most. */
  readonly runs: readonly LoggedRun[]
  /** What all runs within 24 hours have taken, milliseconds. */
  readonly spentToday: number
  /** Id of the newest interaction that there was at a run; 0 before the first. */
  readonly lastInteraction: number
  /** Reads what other tabs have added. */
  reload(): Promise<void>
  add(run: LoggedRun): Promise<void>
  /** Deletes every run, of every model. */
  clear(): Promise<void>
  /** Empties the memory; the database is erased by itself. */
  forget(): void
}

/** Reads the kept runs. Resolves in any case: where the database fails, the log is in memory. */
export async function openLearningLog(database: Database, model: string): Promise<LearningLog> {
  const all = () => IDBKeyRange.bound([model], [model, []])
  let runs: LoggedRun[] = []
  // Either way: the clock may have been moved.
  const isOfToday = (time: number) => Math.abs(Date.now() - time) < DAY

  async function reload(): Promise<void> {
    const stored = await database.use((connection) => connection.getAll('learning', all())).catch(() => null)
    if (stored) runs = stored.reverse()
  }
  await reload()

  return {
    get runs() {
      return runs.slice(0, KEPT)
    },
    get spentToday() {
      return runs.reduce((sum, { time, milliseconds }) => sum + (isOfToday(time) ? milliseconds : 0), 0)
    },
    get lastInteraction() {
      // Not of the newest run by the clock.
      return Math.max(0, ...runs.map(({ lastInteraction }) => lastInteraction))
    },
    reload,
    async add(run) {
      runs.unshift(run)
      await database
        .use(async (connection) => {
          const transaction = connection.transaction('learning', 'readwrite')
          await transaction.store.put(run, [model, run.time])
          const keys = await transaction.store.getAllKeys(all())
          for (const key of keys.slice(0, -KEPT)) if (!isOfToday(key[1])) await transaction.store.delete(key)
          await transaction.done
        })
        .catch(() => {})
    },
    async clear() {
      runs = []
      await database.use((connection) => connection.clear('learning')).catch(() => {})
    },
    forget() {
      runs = []
    },
  }
}
