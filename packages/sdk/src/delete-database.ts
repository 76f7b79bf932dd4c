import { penchantError } from '@penchant/protocol'
import { withTimeout } from './with-timeout.ts'

/**
 * Deletes what an earlier visit stored, from the page, so that no worker has to be fetched for it.
 * Rejects with `StorageUnavailable` or `Timeout`: another tab may hold the database open.
 */
export async function deleteDatabase(name: string, milliseconds: number): Promise<void> {
  let request: IDBOpenDBRequest
  try {
    request = indexedDB.deleteDatabase(name)
  } catch {
    // Where the browser refuses IndexedDB nothing was ever stored.
    return
  }
  const deleted = new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve()
    request.onerror = () =>
      reject(penchantError('StorageUnavailable', `Database "${name}" was not deleted.`, request.error))
  })
  await withTimeout(deleted, milliseconds, `Deleting database "${name}", which another tab may hold open`)
}
