import { checksum } from './checksum.ts'
import type { Checkpoint, Database, PenchantSchema } from './database.ts'

type CheckpointKey = PenchantSchema['checkpoints']['key']

/** What was learnt for one model: the newest version and the one before it, and what is left of the base before this one. */
export interface CheckpointStore {
  /**
   * The newest version that belongs to the base model `base` and is intact, or `null`. Of what belongs to other bases
   * the newest is kept, the rest is deleted.
   */
  load(base: string): Promise<Checkpoint | null>
  /** The newest version that belongs to another base, to be tested anew on `base`, or `null`. */
  inherited(base: string): Promise<Checkpoint | null>
  /** Deletes what belongs to other bases: it was tested on `base`. */
  settle(base: string): Promise<void>
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

  /** Every version with its key, the newest of each base first; what is broken is deleted. */
  async function intact(): Promise<{ key: CheckpointKey; checkpoint: Checkpoint }[]> {
    const all = IDBKeyRange.bound([model], [model, []])
    const [keys, stored] = await database.use((connection) =>
      Promise.all([connection.getAllKeys('checkpoints', all), connection.getAll('checkpoints', all)]),
    )
    const good: { key: CheckpointKey; checkpoint: Checkpoint }[] = []
    for (const [i, checkpoint] of stored.entries()) {
      if (await isIntact(checkpoint)) good.push({ key: keys[i], checkpoint })
      else await remove([keys[i]])
    }
    return good.sort((a, b) => b.checkpoint.version - a.checkpoint.version)
  }

  async function remove(keys: CheckpointKey[]): Promise<void> {
    for (const key of keys) await database.use((connection) => connection.delete('checkpoints', key))
  }

  const ofOthers = (all: { key: CheckpointKey; checkpoint: Checkpoint }[], base: string) =>
    all.filter(({ checkpoint }) => checkpoint.base !== base).sort((a, b) => b.checkpoint.savedAt - a.checkpoint.savedAt)

  async function load(base: string): Promise<Checkpoint | null> {
    const all = await intact()
    await remove(
      ofOthers(all, base)
        .slice(1)
        .map(({ key }) => key),
    )
    return all.find(({ checkpoint }) => checkpoint.base === base)?.checkpoint ?? null
  }

  async function inherited(base: string): Promise<Checkpoint | null> {
    return ofOthers(await intact(), base)[0]?.checkpoint ?? null
  }

  async function settle(base: string): Promise<void> {
    await remove(ofOthers(await intact(), base).map(({ key }) => key))
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

  return {
    load,
    previous,
    inherited,
    settle,
    save,
    drop,
    clear: () => database.use((connection) => connection.clear('checkpoints')),
  }
}
