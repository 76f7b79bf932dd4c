import { checksum } from './checksum.ts'
import { withTimeout } from './with-timeout.ts'

const TIMEOUT = 5000
const nameOf = (database: string, model: string) => `penchant ${database} ${model}`

/**
 * The files of the last good model in Cache Storage, so that a shop that is offline still recommends
 * and a reload fetches nothing but the manifest. It only ever saves time: whatever fails here counts
 * as "not cached".
 */
export interface ModelCache {
  /** `null` also where the bytes are not what was put there. */
  get(url: string): Promise<Uint8Array | null>
  /** @param sha256 of the bytes, kept with them where nothing else says what they must be */
  put(url: string, bytes: Uint8Array, sha256?: string): Promise<void>
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
        if (!response) return null
        const bytes = new Uint8Array(await response.arrayBuffer())
        const sha256 = response.headers.get('sha256')
        return sha256 === null || sha256 === (await checksum(bytes)) ? bytes : null
      }),
    async put(url, bytes, sha256) {
      const headers = new Headers(sha256 === undefined ? [] : [['sha256', sha256]])
      await use((cache) => cache.put(url, new Response(bytes as Uint8Array<ArrayBuffer>, { headers })))
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
