import { checksum } from './checksum.ts'
import type { Checkpoint, Database } from './database.ts'

/** What was learnt for one model: the newest version and the one before it. */
export interface CheckpointStore {
  /**
   * The newest version that belongs to the base model `base` and is intact, or `null`. What belongs
   * to another base is deleted: its numbers mean nothing on this one.
   */
  load(base: string): Promise<Checkpoint | null>
  /** The version before the newest, or `null`. */
  previous(base: string): Promise<Checkpoint | null>
  /**
   * Stores `bytes` as version `replaces + 1`; the current version becomes the previous one. Resolves
   * with `null`, and stores nothing, where another tab has replaced version `replaces` already.
   */
  save(base: string, bytes: Uint8Array, replaces: number): Promise<Checkpoint | null>
  /** Deletes a version that cannot be used although it is intact: the one before it takes its place. */
  drop(base: string, version: number): Promise<void>
  /** Deletes what was learnt, for every model. */
  clear(): Promise<void>
}

/** Checkpoints of the model published at `model` (its manifest's URL). */
export function createCheckpointStore(database: Database, model: string): CheckpointStore {
  async function isIntact(checkpoint: Checkpoint): Promise<boolean> {
    return checkpoint.bytes instanceof Uint8Array && (await checksum(checkpoint.bytes)) === checkpoint.checksum
  }

  async function previous(base: string): Promise<Checkpoint | null> {
    const checkpoint = await database.use((connection) => connection.get('checkpoints', [model, base, 'previous']))
    return checkpoint && (await isIntact(checkpoint)) ? checkpoint : null
  }

  async function load(base: string): Promise<Checkpoint | null> {
    const all = IDBKeyRange.bound([model], [model, []])
    const [keys, stored] = await database.use((connection) =>
      Promise.all([connection.getAllKeys('checkpoints', all), connection.getAll('checkpoints', all)]),
    )
    const good: Checkpoint[] = []
    for (const [i, checkpoint] of stored.entries()) {
      if (checkpoint.base === base && (await isIntact(checkpoint))) good.push(checkpoint)
      else await database.use((connection) => connection.delete('checkpoints', keys[i]))
    }
    return good.sort((a, b) => b.version - a.version)[0] ?? null
  }

  async function save(base: string, bytes: Uint8Array, replaces: number): Promise<Checkpoint | null> {
    const checkpoint = {
      base,
      version: replaces + 1,
      bytes,
      checksum: await checksum(bytes),
      savedAt: Date.now(),
    }
    return database.use(async (connection) => {
      const transaction = connection.transaction('checkpoints', 'readwrite')
      transaction.done.catch(() => {})
      const current = await transaction.store.get([model, base, 'current'])
      if (current && current.version > replaces) return null
      if (current) await transaction.store.put(current, [model, base, 'previous'])
      await transaction.store.put(checkpoint, [model, base, 'current'])
      await transaction.done
      return checkpoint
    })
  }

  async function drop(base: string, version: number): Promise<void> {
    await database.use(async (connection) => {
      const transaction = connection.transaction('checkpoints', 'readwrite')
      for (const slot of ['current', 'previous'] as const) {
        const stored = await transaction.store.get([model, base, slot])
        if (stored?.version === version) await transaction.store.delete([model, base, slot])
      }
      await transaction.done
    })
  }

  return { load, previous, save, drop, clear: () => database.use((connection) => connection.clear('checkpoints')) }
}
