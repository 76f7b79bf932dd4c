import type { SlotRecord } from '@penchant/protocol'
import type { Database } from './database.ts'

/** What was learnt of the options of slots: in IndexedDB, and where that is not to be had in memory. */
export interface SlotStore {
  all(): Promise<SlotRecord[]>
  read(slot: string): Promise<SlotRecord>
  /** Changes records in one step, which no other tab comes between; what `change` gives `null` for stays. */
  update(slots: readonly string[] | 'all', change: (record: SlotRecord) => SlotRecord | null): Promise<void>
  /** Deletes all that was learnt. */
  clear(): Promise<void>
}

export function createSlotStore(database: Database): SlotStore {
  const memory = new Map<string, SlotRecord>()
  const empty = (slot: string): SlotRecord => ({ slot, arms: {}, open: [] })

  async function all(): Promise<SlotRecord[]> {
    return database.use((connection) => connection.getAll('slots')).catch(() => [...memory.values()])
  }

  return {
    all,
    async read(slot) {
      const stored = await database.use((connection) => connection.get('slots', slot)).catch(() => memory.get(slot))
      return stored ?? empty(slot)
    },
    async update(slots, change) {
      try {
        await database.use(async (connection) => {
          const transaction = connection.transaction('slots', 'readwrite')
          transaction.done.catch(() => {})
          const names = slots === 'all' ? await transaction.store.getAllKeys() : slots
          for (const slot of names) {
            const changed = change((await transaction.store.get(slot)) ?? empty(slot))
            if (changed) await transaction.store.put(changed)
          }
          await transaction.done
        })
      } catch (error) {
        if (database.erased) throw error
        for (const slot of slots === 'all' ? [...memory.keys()] : slots) {
          const changed = change(memory.get(slot) ?? empty(slot))
          if (changed) memory.set(slot, changed)
        }
      }
    },
    async clear() {
      memory.clear()
      // Where nothing can be stored nothing is there to be deleted.
      if (!database.problem) await database.use((connection) => connection.clear('slots'))
    },
  }
}
