import type { EngineApi, Interaction } from '@penchant/protocol'
import { expose } from 'comlink'
import { engineStatus } from './engine-status.ts'

/** A small engine in a real worker: keeps interactions in IndexedDB, and fails on demand. */
const opened = new Promise<IDBDatabase>((resolve, reject) => {
  const request = indexedDB.open('penchant-sdk-test', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('interactions', { keyPath: 'key' })
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

async function read(): Promise<Interaction[]> {
  const all = (await opened).transaction('interactions').objectStore('interactions').getAll()
  return new Promise((resolve) => {
    all.onsuccess = () => resolve(all.result.sort((a: Interaction, b: Interaction) => a.time - b.time))
  })
}

const status = async () => engineStatus((await read()).length)

const engine: EngineApi = {
  init: status,
  status,
  learn: status,
  forget: status,
  pause: status,
  async track(interactions) {
    const known = new Set((await read()).map(({ key }) => key))
    const isNew = (name: string) => interactions.some(({ item, key }) => item === name && !known.has(key))
    const transaction = (await opened).transaction('interactions', 'readwrite')
    for (const interaction of interactions) transaction.objectStore('interactions').put(interaction)
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    // Stored, and gone before the page hears of it. Sent again, nothing happens.
    if (isNew('close')) self.close()
    if (isNew('block')) for (;;);
    if (isNew('throw')) {
      setTimeout(() => {
        throw new Error('nobody catches this')
      })
    }
    return status()
  },
  async recommend({ kind = 'for-you' }) {
    const items = (await read()).map(({ item }) => ({ item: { id: item! }, score: 1, reasons: [] }))
    return { id: 'r1', kind, items, source: 'model', took: 1 }
  },
  async exportData() {
    const interactions = (await read()).map((interaction, index) => ({ ...interaction, id: index + 1, session: 1 }))
    return {
      format: 'penchant-export',
      version: 1,
      exportedAt: '',
      interactions,
      audit: { verdict: 'person', reasons: [], leftOut: 0 },
      adapter: null,
      adapterBase: null,
    }
  },
  async erase() {
    ;(await opened).close()
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('penchant-sdk-test').onsuccess = resolve
    })
  },
}

expose(engine)
