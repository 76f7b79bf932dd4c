import { withTimeout } from './with-timeout.ts'

const TIMEOUT = 5000
const nameOf = (database: string, model: string) => `penchant ${database} ${model}`

/**
 * The files of the last good model in Cache Storage, so that a shop that is offline still recommends
 * and a reload fetches nothing but the manifest. It only ever saves time: whatever fails here counts
 * as "not cached".
 */
export interface ModelCache {
  get(url: string): Promise<Uint8Array | null>
  put(url: string, bytes: Uint8Array): Promise<void>
  /** Deletes all but these. */
  keepOnly(urls: string[]): Promise<void>
}

/** @param signal once aborted nothing is read or stored: the cache was erased. */
export function createModelCache(database: string, model: string, signal: AbortSignal): ModelCache {
  async function use<T>(work: (cache: Cache) => Promise<T>): Promise<T | null> {
    if (!globalThis.caches || signal.aborted) return null
    try {
      const cache = await withTimeout(caches.open(nameOf(database, model)), TIMEOUT, 'opening the cache')
      return await withTimeout(work(cache), TIMEOUT, 'the cache')
    } catch {
      return null
    }
  }

  return {
    get: (url) =>
      use(async (cache) => {
        const response = await cache.match(url)
        return response ? new Uint8Array(await response.arrayBuffer()) : null
      }),
    async put(url, bytes) {
      await use((cache) => cache.put(url, new Response(bytes as Uint8Array<ArrayBuffer>)))
    },
    async keepOnly(urls) {
      await use(async (cache) => {
        for (const { url } of await cache.keys()) if (!urls.includes(url)) await cache.delete(url)
      })
    },
  }
}

/** Deletes the cached files of every model that was used with this database. */
export async function deleteModelCaches(database: string): Promise<void> {
  if (!globalThis.caches) return
  const prefix = nameOf(database, '')
  const names = await withTimeout(caches.keys(), TIMEOUT, 'listing the caches')
  const ours = names.filter((name) => name.startsWith(prefix))
  await withTimeout(Promise.all(ours.map((name) => caches.delete(name))), TIMEOUT, 'deleting the caches')
}
