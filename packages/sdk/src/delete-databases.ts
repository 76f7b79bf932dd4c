import { isVisitorDatabase, penchantError } from '@penchant/protocol'
import { withTimeout } from './with-timeout.ts'

/**
 * Deletes what earlier visits stored, anonymous ones or those of every visitor of this device, and the model's cached files, from
 * the page, so that no worker has to be fetched for it. Rejects with `StorageUnavailable` or `Timeout`: another tab may hold a database open.
 */
export async function deleteDatabases(shop: string, everybody: boolean, milliseconds: number): Promise<void> {
  // Names of caches: `packages/engine`, model-cache. Where there are none, or they are refused, nothing was cached.
  await window.caches
    ?.keys()
    .then((all) => Promise.all(all.map((name) => name.startsWith(`penchant ${shop} `) && caches.delete(name))))
    .catch(() => {})
  let names = [shop]
  try {
    const known = await indexedDB.databases()
    if (everybody) names = known.map(({ name }) => name!).filter((name) => isVisitorDatabase(shop, name))
  } catch {
    // A browser that lists none has let nobody sign in.
  }
  await Promise.all(names.map((name) => deleteDatabase(name, milliseconds)))
}

async function deleteDatabase(name: string, milliseconds: number): Promise<void> {
  const what = `database "${name}", perhaps in another tab`
  let request: IDBOpenDBRequest
  try {
    request = indexedDB.deleteDatabase(name)
  } catch {
    // Where the browser refuses IndexedDB nothing was ever stored.
    return
  }
  const deleted = new Promise<unknown>((resolve, reject) => {
    request.onsuccess = resolve
    request.onerror = () => reject(penchantError('StorageUnavailable', what, request.error))
  })
  await withTimeout(deleted, milliseconds, what)
}
