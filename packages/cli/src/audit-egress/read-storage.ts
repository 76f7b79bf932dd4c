/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { BrowserContext, Page } from 'playwright-core'

/** Something a page has left in the browser. */
export interface StoredEntry {
  place: 'cookie' | 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'Cache Storage'
  /** Cookie, key, `database / object store`, or cache. */
  name: string
  entries: number
  /** Of keys and values as JSON or text; binary data by its length. */
  bytes: number
  /** The beginning of what is there. */
  sample: string
}

const SAMPLE = 300

/** All that the page's origin holds. */
export async function readStorage(context: BrowserContext, page: Page): Promise<StoredEntry[]> {
  const cookies = (await context.cookies()).map(
    ({ name, value, domain }): StoredEntry => ({
      place: 'cookie',
      name: `${name} (${domain})`,
      entries: 1,
      bytes: name.length + value.length,
      sample: value.slice(0, SAMPLE),
    }),
  )
  return [...cookies, ...(await page.evaluate(readInPage, SAMPLE))]
}

/** Runs in the page; nothing from outside it is known there. */
async function readInPage(sampleLength: number): Promise<StoredEntry[]> {
  const found: StoredEntry[] = []
  const size = (value: unknown): [text: string, bytes: number] => {
    let binary = 0
    const text =
      JSON.stringify(value, (_, part) => {
        if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) {
          binary += part.byteLength
          return `${part.byteLength} bytes`
        }
        return part instanceof Blob ? `${part.size} bytes` : part
      }) ?? ''
    return [text, new TextEncoder().encode(text).length + binary]
  }
  for (const [place, storage] of [
    ['localStorage', localStorage],
    ['sessionStorage', sessionStorage],
  ] as const) {
    for (const [name, value] of Object.entries(storage) as [string, string][]) {
      found.push({ place, name, entries: 1, bytes: name.length + value.length, sample: value.slice(0, sampleLength) })
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase | null>((resolve) => {
      const request = indexedDB.open(name!)
      request.onsuccess = () => resolve(request.result)
      request.onerror = request.onblocked = () => resolve(null)
    })
    if (!database) continue
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store)
      const all = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const [keys, values] = [await all(objects.getAllKeys()), await all(objects.getAll())]
      const parts = values.map((value, i) => size([keys[i], value]))
      found.push({
        place: 'IndexedDB',
        name: `${name} / ${store}`,
        entries: values.length,
        bytes: parts.reduce((sum, [, bytes]) => sum + bytes, 0),
        sample: parts
          .map(([text]) => text)
          .join('\n')
          .slice(0, sampleLength),
      })
    }
    database.close()
  }
  // Not there on an insecure origin.
  for (const name of typeof caches === 'undefined' ? [] : await caches.keys()) {
    const cache = await caches.open(name)
    const requests = await cache.keys()
    let bytes = 0
    for (const request of requests) bytes += (await (await cache.match(request))!.arrayBuffer()).byteLength
    const sample = requests.map(({ url }) => url).join('\n')
    found.push({
      place: 'Cache Storage',
      name,
      entries: requests.length,
      bytes,
      sample: sample.slice(0, sampleLength),
    })
  }
  return found
}
