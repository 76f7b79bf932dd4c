import type { Database } from './database.ts'
import type { Encoder } from './serving.ts'

/**
 * Finds the fastest backend for each job, or takes what was found before in this version of the
 * browser. Never rejects: what runs goes on running.
 */
export async function tuneBackends(encoder: Encoder, database: Database): Promise<void> {
  const version = navigator.userAgent
  try {
    const known = await database.use((connection) => connection.get('backends', version)).catch(() => undefined)
    const choice = await encoder.improve(known ?? null)
    if (!choice || known) return
    await database.use(async (connection) => {
      const transaction = connection.transaction('backends', 'readwrite')
      // Older versions of the browser do not come back.
      await Promise.all([transaction.store.clear(), transaction.store.put(choice, version), transaction.done])
    })
  } catch {
    // A driver may have changed under the same version: measure again next time.
    await database.use((connection) => connection.clear('backends')).catch(() => {})
  }
}
