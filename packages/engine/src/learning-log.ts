import type { Database, LoggedRun } from './database.ts'

const KEPT = 20

/** The last learning runs for one model, so that a visitor can see what was tried and why it was (not) used. */
export interface LearningLog {
  /** Newest first. */
  readonly runs: readonly LoggedRun[]
  add(run: LoggedRun): Promise<void>
  /** Deletes every run, of every model. */
  clear(): Promise<void>
  /** Empties the memory; the database is erased by itself. */
  forget(): void
}

/** Reads the kept runs. Resolves in any case: where the database fails, the log is in memory. */
export async function openLearningLog(database: Database, model: string): Promise<LearningLog> {
  const all = () => IDBKeyRange.bound([model], [model, []])
  const runs = await database.use((connection) => connection.getAll('learning', all())).catch((): LoggedRun[] => [])
  runs.reverse()

  return {
    runs,
    async add(run) {
      runs.unshift(run)
      runs.splice(KEPT)
      await database
        .use(async (connection) => {
          const transaction = connection.transaction('learning', 'readwrite')
          await transaction.store.put(run, [model, run.time])
          const keys = await transaction.store.getAllKeys(all())
          for (const key of keys.slice(0, -KEPT)) await transaction.store.delete(key)
          await transaction.done
        })
        .catch(() => {})
    },
    async clear() {
      runs.length = 0
      await database.use((connection) => connection.clear('learning')).catch(() => {})
    },
    forget() {
      runs.length = 0
    },
  }
}
