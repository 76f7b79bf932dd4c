import { type Interaction, SESSION_GAP_MS, type StoredInteraction } from '@penchant/protocol'
import type { Database } from './database.ts'

/** The visitor's history: in memory for answering, in IndexedDB for keeping. */
export interface InteractionStore {
  /** `memory`: IndexedDB is not to be had, and the history ends with the page. */
  readonly storage: 'indexeddb' | 'memory'
  /** Why `storage` is `memory`; empty otherwise. */
  readonly problem: string
  /** In the order of arrival. The device's clock may have been moved, so `time` may fall. */
  readonly history: readonly StoredInteraction[]
  /** Resolves once they are stored: each at most once by its `key`, all or none of them. */
  append(interactions: readonly Interaction[]): Promise<void>
  /** Reads what other tabs have stored meanwhile. */
  refresh(): Promise<void>
  /** Resolves once they are deleted, here and in the database. */
  remove(ids: ReadonlySet<number>): Promise<void>
  /** Takes out of the memory what another tab has removed. */
  drop(ids: ReadonlySet<number>): void
  /** Empties the memory; the database is erased by itself. */
  forget(): void
}

/** A session ends with `SESSION_GAP_MS` of silence; a clock that moved back does not end it. */
function sessionOf(time: number, last: StoredInteraction | undefined): number {
  if (!last) return 1
  return time - last.time > SESSION_GAP_MS ? last.session + 1 : last.session
}

/** Reads the whole history. Resolves in any case: where the database fails, the store is in memory. */
export async function openInteractionStore(database: Database): Promise<InteractionStore> {
  const history: StoredInteraction[] = []
  let problem = ''

  /** From here on in memory: going back and forth would store some interactions twice. */
  function keepInMemory(error: unknown): void {
    if (database.erased) throw error
    problem ||= (error as Error).message
  }

  async function readNewer(): Promise<void> {
    const newest = history.at(-1)?.id ?? 0
    const rows = await database.use((connection) =>
      connection.getAll('interactions', IDBKeyRange.lowerBound(newest, true)),
    )
    // Two reads may overlap, and each row must be taken once.
    for (const row of rows) if (row.id > (history.at(-1)?.id ?? 0)) history.push(row)
  }

  async function store(interactions: readonly Interaction[]): Promise<void> {
    await database.use(async (connection) => {
      const transaction = connection.transaction('interactions', 'readwrite')
      // Awaited below; where a request fails first, its rejection must not count as unhandled.
      transaction.done.catch(() => {})
      let last = (await transaction.store.openCursor(null, 'prev'))?.value
      for (const interaction of interactions) {
        const { key } = interaction
        if (key !== undefined && (await transaction.store.index('key').getKey(key)) !== undefined) continue
        const row = { ...interaction, session: sessionOf(interaction.time, last) }
        // The store gives the id.
        const id = await transaction.store.add(row as StoredInteraction)
        last = { ...row, id }
      }
      await transaction.done
    })
  }

  function hold(interactions: readonly Interaction[]): void {
    const known = new Set(history.map((row) => row.key))
    for (const interaction of interactions) {
      if (interaction.key !== undefined && known.has(interaction.key)) continue
      known.add(interaction.key)
      const last = history.at(-1)
      history.push({ ...interaction, id: (last?.id ?? 0) + 1, session: sessionOf(interaction.time, last) })
    }
  }

  async function refresh(): Promise<void> {
    if (problem === '') await readNewer().catch(keepInMemory)
  }

  async function append(interactions: readonly Interaction[]): Promise<void> {
    if (problem === '') {
      try {
        await store(interactions)
        return await readNewer()
      } catch (error) {
        keepInMemory(error)
      }
    }
    hold(interactions)
  }

  function drop(ids: ReadonlySet<number>): void {
    for (let i = history.length - 1; i >= 0; i--) if (ids.has(history[i].id)) history.splice(i, 1)
  }

  async function remove(ids: ReadonlySet<number>): Promise<void> {
    if (problem === '') {
      // What cannot be deleted must not look deleted: the error is the answer.
      await database.use(async (connection) => {
        const transaction = connection.transaction('interactions', 'readwrite')
        await Promise.all([...[...ids].map((id) => transaction.store.delete(id)), transaction.done])
      })
    }
    drop(ids)
  }

  await refresh()
  return {
    get storage() {
      return problem === '' ? ('indexeddb' as const) : ('memory' as const)
    },
    get problem() {
      return problem
    },
    history,
    append,
    refresh,
    remove,
    drop,
    forget() {
      history.length = 0
    },
  }
}
