import type { Database } from './database.ts'

/**
 * This device's place in every rollout, 0 to 1: drawn when the first one is met, kept in the store, never sent. `null`
 * where it cannot be kept: a device that drew anew on each page would go back and forth between two models.
 */
export async function rolloutNumber(database: Database): Promise<number | null> {
  const drawn = Math.random()
  try {
    return await database.use(async (connection) => {
      const transaction = connection.transaction('settings', 'readwrite')
      transaction.done.catch(() => {})
      const known = await transaction.store.get('rollout')
      if (typeof known !== 'number') await transaction.store.put(drawn, 'rollout')
      await transaction.done
      return typeof known === 'number' ? known : drawn
    })
  } catch {
    return null
  }
}
