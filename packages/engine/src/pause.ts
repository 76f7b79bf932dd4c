import type { Database } from './database.ts'

/** Whether the visitor wants nothing to be stored for now. */
export interface Pause {
  readonly on: boolean
  /** Resolves once it is kept, or where it cannot be: then it lasts as long as the page. */
  set(on: boolean): Promise<void>
  /** What another tab has set. */
  follow(on: boolean): void
}

/** Reads what was set on an earlier visit. Resolves in any case. */
export async function openPause(database: Database): Promise<Pause> {
  let paused = (await database.use((connection) => connection.get('settings', 'paused')).catch(() => false)) === true
  return {
    get on() {
      return paused
    },
    async set(on) {
      paused = on
      await database.use((connection) => connection.put('settings', on, 'paused')).catch(() => {})
    },
    follow(on) {
      paused = on
    },
  }
}
