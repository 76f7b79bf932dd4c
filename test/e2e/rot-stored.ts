/**
 * Runs in the page: flips one bit of one value in IndexedDB; keys are the database's own. @returns what the interaction that it is in, or would
 * be, was marked with; nothing where it is in none
 */
export async function rotStored([store, row, leaf, bit]: readonly number[]): Promise<unknown[]> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'penchant')) return []
  const database = await new Promise<IDBDatabase | null>((resolve) => {
    const opening = indexedDB.open('penchant')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => resolve(null)
  })
  if (!database) return []
  const ask = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  try {
    const names = [...database.objectStoreNames]
    // Every other one in an interaction: there are most of them.
    const name = store % 2 ? 'interactions' : names[(store >> 1) % names.length]
    const transaction = database.transaction(name, 'readwrite')
    const there = transaction.objectStore(name)
    const keys = await ask(there.getAllKeys())
    if (keys.length === 0) return []
    const key = keys[row % keys.length]
    const value = await ask(there.get(key))
    const flip = (old: unknown): unknown => {
      if (typeof old === 'boolean') return !old
      if (typeof old === 'string') {
        const at = leaf % Math.max(1, old.length)
        return old.slice(0, at) + String.fromCharCode(old.charCodeAt(at) ^ (1 << (bit % 7))) + old.slice(at + 1)
      }
      const bytes = typeof old === 'number' ? new Uint8Array(Float64Array.of(old).buffer) : (old as Uint8Array)
      bytes[bit % bytes.length] ^= 1 << ((bit >> 3) % 8)
      return typeof old === 'number' ? new Float64Array(bytes.buffer)[0] : bytes
    }
    const isLeaf = (value: unknown) =>
      ['boolean', 'string', 'number'].includes(typeof value) || (value instanceof Uint8Array && value.length > 0)
    const leaves: { of: Record<string, unknown>; name: string }[] = []
    const look = (of: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(of)) {
        if (isLeaf(value)) leaves.push({ of, name })
        else if (typeof value === 'object' && value !== null) look(value as Record<string, unknown>)
      }
    }
    const box = { value }
    look(box)
    const free = leaves.filter(({ of, name }) => !(of === value && name === there.keyPath))
    if (free.length === 0) return []
    const before = name === 'interactions' ? value.price : undefined
    const chosen = free[leaf % free.length]
    chosen.of[chosen.name] = flip(chosen.of[chosen.name])
    await ask(there.keyPath ? there.put(box.value) : there.put(box.value, key))
    return name === 'interactions' ? [before, box.value.price] : []
  } catch {
    // The quota has ended, or the same key is there already.
    return []
  } finally {
    database.close()
  }
}
