import { type Interaction, SESSION_GAP_MS, type StorageProblem, type StoredInteraction } from '@penchant/protocol'
import { checkInteraction } from './check-interactions.ts'
import type { Database } from './database.ts'
import { NO_SEALING, type Sealing } from './sealing.ts'

/** The visitor's history: in memory for answering, in IndexedDB for keeping. */
export interface InteractionStore {
  /** `memory`: IndexedDB is not to be had, and the history ends with the page. */
  readonly storage: 'indexeddb' | 'memory'
  /** Why `storage` is `memory`; empty otherwise. */
  readonly problem: '' | StorageProblem
  /**
   * In the order of arrival. The device's clock may have been moved, so `time` may fall. Until `whole` it may be the
   * newest end alone.
   */
  readonly history: readonly StoredInteraction[]
  /** Resolves once they are stored: each at most once by its `key`, all or none of them. */
  append(interactions: readonly Interaction[]): Promise<void>
  /** Puts these in the history's place, in this order, with new ids. */
  replace(interactions: readonly Interaction[]): Promise<void>
  /** Reads what other tabs have stored meanwhile. */
  refresh(): Promise<void>
  /** The same, and what has not been read since the store opened: in slices, which hold nothing up. */
  whole(): Promise<void>
  /** Reads everything anew: another tab has replaced it. */
  reload(): Promise<void>
  /** Resolves once they are deleted, here and in the database. */
  remove(ids: ReadonlySet<number>): Promise<void>
  /** Takes out of the memory what another tab has removed. */
  drop(ids: ReadonlySet<number>): void
  /** Deletes what is older than anything is kept, and more than is kept. */
  expire(now: number): Promise<void>
  /** Empties the memory; the database is erased by itself. */
  forget(): void
}

export interface StoreOptions {
  /** How much is kept at most. */
  keep?: { days: number; interactions: number }
  sealing?: Sealing
}

const DAY = 24 * 3600_000
/** Rows that are deleted in one transaction: less than anybody waits for. */
const SLICE = 2000
/** Rows that are read before the store opens, and then in one go: all of it for most visitors. */
const TAIL = 1000
/** More than is kept, before it is worth deleting. */
const SLACK = 100
/**
 * A row that is nobody's, and that nothing reads: ids begin with 1. Chromium keeps a mark of each deleted row behind a store's
 * rows, and whoever looks for the newest steps over those of the oldest, a second for three hundred thousand, unless the
 * very first row is still there.
 */
const FIRST = 0

/** A session ends with `SESSION_GAP_MS` of silence; a clock that moved back does not end it. */
function sessionOf(time: number, last: Pick<StoredInteraction, 'time' | 'session'> | undefined): number {
  if (!last || !Number.isSafeInteger(last.session) || last.session < 1) return 1
  return time - last.time > SESSION_GAP_MS ? last.session + 1 : last.session
}

/** Disks rot: what is read must be what could have been stored. */
function isSound(row: StoredInteraction): boolean {
  try {
    checkInteraction(row, 0)
    return Number.isSafeInteger(row.session) && Number.isFinite(row.propensity ?? 1)
  } catch {
    return false
  }
}

/** Reads the newest of the history; the rest follows with `whole`. Resolves in any case: where the database fails, the store is in memory. */
export async function openInteractionStore(
  database: Database,
  {
    keep = { days: Number.POSITIVE_INFINITY, interactions: Number.MAX_SAFE_INTEGER },
    sealing = NO_SEALING,
  }: StoreOptions = {},
): Promise<InteractionStore> {
  const history: StoredInteraction[] = []
  let problem: '' | StorageProblem = ''
  let expiring: Promise<void> | null = null
  /** What is stored up to this id has not been read yet. */
  let unread = 0
  let reading: Promise<void> | null = null
  /** Rises when what is being read is no longer what is stored. */
  let era = 0
  /** What earlier visits left beyond what is kept is looked for once. */
  let trimmed = false

  /** From here on in memory: going back and forth would store some interactions twice. */
  function keepInMemory(error: unknown): void {
    if (database.erased) throw error
    problem ||= database.problem || 'unavailable'
  }

  /** What cannot be deciphered, or makes no sense, is deleted; what is in the clear, and should not be, is encrypted. */
  async function read(range: IDBKeyRange): Promise<StoredInteraction[]> {
    const rows = await database.use((connection) => connection.getAll('interactions', range))
    const deciphered = await Promise.all(rows.map((row) => ('sealed' in row ? sealing.open(row) : row)))
    const opened = deciphered.map((row) => row && (isSound(row) ? row : null))
    const lost = rows.filter((_, i) => opened[i] === null)
    if (lost.length > 0) await removeRows(lost.map(({ id }) => id))
    // Encryption was turned on since: nothing stays in the clear.
    const clear = sealing.on ? rows.filter((row, i) => opened[i] && !('sealed' in row)) : []
    if (clear.length > 0) {
      const sealed = await Promise.all(clear.map((row) => sealing.seal(row as StoredInteraction)))
      await database.use(async (connection) => {
        const transaction = connection.transaction('interactions', 'readwrite')
        await Promise.all([...sealed.map((row) => transaction.store.put(row)), transaction.done])
      })
    }
    return opened.filter((row) => row !== null)
  }

  async function readNewer(): Promise<void> {
    const begun = era
    let from = history.at(-1)?.id
    if (from === undefined) {
      const last = await database.use((connection) =>
        connection.transaction('interactions').store.openKeyCursor(null, 'prev'),
      )
      from = Math.max(0, (last?.key ?? 0) - Math.min(TAIL, keep.interactions))
    }
    const rows = await read(IDBKeyRange.lowerBound(from, true))
    if (begun !== era) return
    if (history.length === 0) unread = from
    // Two reads may overlap, and each row must be taken once.
    for (const row of rows) if (row.id > (history.at(-1)?.id ?? 0)) history.push(row)
  }

  /** Not more than is kept: who comes back after a million interactions waits no longer than anybody else. */
  async function readOlder(): Promise<void> {
    const begun = era
    const last = unread
    const first = Math.max(0, (history.at(-1)?.id ?? last) - keep.interactions)
    const older: StoredInteraction[] = []
    for (let from = first; from < last; from += TAIL) {
      older.push(...(await read(IDBKeyRange.bound(from, Math.min(from + TAIL, last), true))))
      if (begun !== era) return
    }
    const oldest = history[0]?.id ?? Number.POSITIVE_INFINITY
    // All at once: no answer may come from a history with a hole in it.
    const newer = history.splice(0)
    for (const row of older) if (row.id < oldest) history.push(row)
    for (const row of newer) history.push(row)
    unread = 0
  }

  async function store(interactions: readonly Interaction[]): Promise<void> {
    // Before the transaction, which would end while it waits for anything else.
    const rows = await Promise.all(interactions.map((each) => sealing.seal({ ...each, session: 0 })))
    await database.use(async (connection) => {
      const transaction = connection.transaction('interactions', 'readwrite')
      // Awaited below; where a request fails first, its rejection must not count as unhandled.
      transaction.done.catch(() => {})
      let last: Pick<StoredInteraction, 'time' | 'session'> | undefined = (
        await transaction.store.openCursor(null, 'prev')
      )?.value
      for (const row of rows) {
        const { key, time } = row
        if (key !== undefined && (await transaction.store.index('key').getKey(key)) !== undefined) continue
        last = { time, session: sessionOf(time, last) }
        // The store gives the id.
        await transaction.store.add({ ...row, session: last.session } as StoredInteraction)
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

  async function whole(): Promise<void> {
    await refresh()
    while (unread > 0 && problem === '') {
      reading ??= readOlder()
        .catch(keepInMemory)
        .finally(() => {
          reading = null
        })
      await reading
    }
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

  async function reload(): Promise<void> {
    if (problem !== '') return
    empty()
    await whole()
  }

  function empty(): void {
    era++
    unread = 0
    history.length = 0
  }

  async function replace(interactions: readonly Interaction[]): Promise<void> {
    if (problem !== '') {
      history.length = 0
      hold(interactions)
      return
    }
    let last: Pick<StoredInteraction, 'time' | 'session'> | undefined
    const rows = interactions.map((interaction) => {
      last = { time: interaction.time, session: sessionOf(interaction.time, last) }
      return { ...interaction, session: last.session }
    })
    const sealed = await Promise.all(rows.map((row) => sealing.seal(row)))
    await database.use(async (connection) => {
      const transaction = connection.transaction('interactions', 'readwrite')
      transaction.done.catch(() => {})
      await transaction.store.clear()
      for (const row of sealed) await transaction.store.add(row as StoredInteraction)
      await transaction.done
    })
    await reload()
  }

  function drop(ids: ReadonlySet<number>): void {
    era++
    const left = history.filter(({ id }) => !ids.has(id))
    history.length = 0
    for (const row of left) history.push(row)
  }

  async function removeRows(ids: Iterable<number>): Promise<void> {
    await database.use(async (connection) => {
      const transaction = connection.transaction('interactions', 'readwrite')
      await Promise.all([...[...ids].map((id) => transaction.store.delete(id)), transaction.done])
    })
  }

  async function remove(ids: ReadonlySet<number>): Promise<void> {
    // What cannot be deleted must not look deleted: the error is the answer.
    if (problem === '') await removeRows(ids)
    drop(ids)
  }

  /**
   * Deletes from the oldest on up to `last`, whether they are in memory or not. Goes on from where an earlier visit has
   * come to: a database steps through what was deleted, a million rows of it in seconds.
   */
  async function removeUpTo(last: number): Promise<void> {
    const done = await database.use((connection) => connection.get('settings', 'trimmed'))
    let from = typeof done === 'number' && done <= last ? done + 1 : FIRST + 1
    while (from <= last) {
      const first = from
      from = await database.use(async (connection) => {
        const transaction = connection.transaction(['interactions', 'settings'], 'readwrite')
        transaction.done.catch(() => {})
        const rows = transaction.objectStore('interactions')
        const oldest = (await rows.openKeyCursor(IDBKeyRange.bound(first, last)))?.key
        const end = oldest === undefined ? last : Math.min(oldest + SLICE - 1, last)
        if (oldest !== undefined) await rows.delete(IDBKeyRange.bound(oldest, end))
        await rows.put({ id: FIRST, event: 'other', time: 0, session: 0 })
        await transaction.objectStore('settings').put(end, 'trimmed')
        await transaction.done
        return end + 1
      })
    }
  }

  async function expireNow(now: number): Promise<void> {
    await whole()
    const newest = history.at(-1)?.id ?? 0
    const limit = newest - keep.interactions
    const tooMany = history.length > keep.interactions + SLACK
    if (problem === '' && limit > 0 && (tooMany || !trimmed)) await removeUpTo(limit)
    trimmed = true
    if (tooMany) history.splice(0, history.length - keep.interactions)
    const before = now - keep.days * DAY
    const old = new Set(history.filter(({ time }) => time < before).map(({ id }) => id))
    if (old.size > 0) await remove(old)
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
    replace,
    refresh,
    whole,
    reload,
    remove,
    drop,
    async expire(now) {
      // A database that fails now is tried again the next time.
      expiring ??= expireNow(now)
        .catch(() => {})
        .finally(() => {
          expiring = null
        })
      await expiring
    },
    forget: empty,
  }
}
