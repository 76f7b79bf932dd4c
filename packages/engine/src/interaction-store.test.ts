import 'fake-indexeddb/auto'
import { type Interaction, SESSION_GAP_MS, type StoredInteraction } from '@penchant/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDatabase, type Database, type SealedInteraction } from './database.ts'
import { openInteractionStore } from './interaction-store.ts'
import { openSealing } from './sealing.ts'

let names = 0
const freshName = () => `interaction-store-${++names}`
const view = (item: string, time: number, key?: string): Interaction => ({ event: 'view_item', item, time, key })
const items = (rows: readonly Interaction[]) => rows.map((row) => row.item)

afterEach(() => vi.unstubAllGlobals())

describe('the interaction store', () => {
  it('keeps the whole history over a restart', async () => {
    const name = freshName()
    const first = createDatabase(name)
    const store = await openInteractionStore(first)
    await store.append([view('a', 1000), view('b', 2000)])
    await store.append([view('c', 3000)])
    first.close()

    const reopened = await openInteractionStore(createDatabase(name))
    expect(items(reopened.history)).toEqual(['a', 'b', 'c'])
    expect(reopened.history.map((row) => row.id)).toEqual([1, 2, 3])
    expect(reopened.storage).toBe('indexeddb')
  })

  it('stores an interaction that is sent again once, within a batch and over a restart', async () => {
    const name = freshName()
    const first = createDatabase(name)
    const store = await openInteractionStore(first)
    await store.append([view('a', 1000, 'k1'), view('a', 1000, 'k1'), view('b', 2000)])
    first.close()

    const again = await openInteractionStore(createDatabase(name))
    await again.append([view('a', 1000, 'k1'), view('b', 2000)])
    expect(items(again.history)).toEqual(['a', 'b', 'b'])
  })

  it('starts a session after more than 30 minutes of silence, and not for a clock that moved back', async () => {
    const store = await openInteractionStore(createDatabase(freshName()))
    const start = 1_700_000_000_000
    await store.append([view('a', start), view('b', start + SESSION_GAP_MS)])
    await store.append([view('c', start + 2 * SESSION_GAP_MS + 1), view('d', start), view('e', start + 1)])
    expect(store.history.map((row) => row.session)).toEqual([1, 1, 2, 2, 2])
    expect(items(store.history)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('gives two tabs that write at once one history', async () => {
    const name = freshName()
    const [one, other] = await Promise.all([
      openInteractionStore(createDatabase(name)),
      openInteractionStore(createDatabase(name)),
    ])
    const writes = Array.from({ length: 20 }, (_, i) => [
      one.append([view(`one${i}`, i, `one${i}`), view(`both${i}`, i, `both${i}`)]),
      other.append([view(`other${i}`, i, `other${i}`), view(`both${i}`, i, `both${i}`)]),
    ])
    await Promise.all(writes.flat())
    await Promise.all([one.refresh(), other.refresh()])
    expect(one.history).toEqual(other.history)
    expect(one.history).toHaveLength(60)
    expect(new Set(items(one.history)).size).toBe(60)
    expect(one.history.map((row) => row.id)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
  })

  it('goes on in memory, with the same rules, where IndexedDB is not to be had', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('The user denied permission', 'SecurityError')
      },
    })
    const store = await openInteractionStore(createDatabase(freshName()))
    await store.append([view('a', 0, 'k1'), view('a', 0, 'k1')])
    await store.append([view('a', 0, 'k1'), view('b', SESSION_GAP_MS + 1)])
    expect(store.storage).toBe('memory')
    expect(store.problem).toBe('unavailable')
    expect(store.history).toMatchObject([
      { id: 1, item: 'a', session: 1 },
      { id: 2, item: 'b', session: 2 },
    ])
  })

  it('keeps what it is given when the database breaks down under way', async () => {
    const database = createDatabase(freshName())
    const store = await openInteractionStore(database)
    await store.append([view('a', 1)])
    database.close()
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    })
    await store.append([view('b', 2)])
    expect(items(store.history)).toEqual(['a', 'b'])
    expect(store.storage).toBe('memory')
  })

  it('deletes what is more than is kept, in the database too, and reads no more of it', async () => {
    const name = freshName()
    const before = createDatabase(name)
    const all = await openInteractionStore(before)
    await all.append(Array.from({ length: 5000 }, (_, i) => view(`i${i}`, i * 1000)))
    before.close()

    const database = createDatabase(name)
    const keep = { days: Number.POSITIVE_INFINITY, interactions: 1000 }
    const store = await openInteractionStore(database, { keep })
    expect([store.history.length, store.history[0].item]).toEqual([1000, 'i4000'])
    await store.expire(0)
    // And the one of nobody.
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1001)
    await store.append(Array.from({ length: 200 }, (_, i) => view(`n${i}`, 5_000_000 + i)))
    await store.expire(0)
    expect([store.history.length, store.history[0].item]).toEqual([1000, 'i4200'])
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1001)
  })

  it('opens with the newest, and the rest of what is kept follows, without a hole or a row that was removed meanwhile', async () => {
    const name = freshName()
    const before = createDatabase(name)
    await (await openInteractionStore(before)).append(Array.from({ length: 5000 }, (_, i) => view(`i${i}`, i * 1000)))
    before.close()

    const open = () =>
      openInteractionStore(createDatabase(name), { keep: { days: Number.POSITIVE_INFINITY, interactions: 3500 } })
    const store = await open()
    expect([store.history.length, store.history[0].item]).toEqual([1000, 'i4000'])
    const other = await open()
    const rest = store.whole()
    await other.append([view('new', 5_000_000)])
    // Another tab's word: what it has removed does not come back by a reading that was under way.
    await other.remove(new Set([2001, 4501]))
    store.drop(new Set([2001, 4501]))
    await rest
    await store.refresh()
    const expected = Array.from({ length: 3500 }, (_, i) => 1501 + i).filter((id) => id !== 2001 && id !== 4501)
    expect(store.history.map(({ id }) => id)).toEqual([...expected, 5001].slice(-expected.length - 1))
    expect(new Set(items(store.history)).size).toBe(store.history.length)

    const forgetful = await open()
    const late = forgetful.whole()
    forgetful.forget()
    await late
    await store.reload()
    expect(store.history.map(({ id }) => id)).toEqual([...expected.filter((id) => id > 1501), 5001])
    expect(forgetful.history).toEqual([])
  })

  it('goes on deleting where an earlier visit has come to, and from the beginning where that is not to be known', async () => {
    const keep = { days: Number.POSITIVE_INFINITY, interactions: 100 }
    const left = async (database: Database) => {
      await (await openInteractionStore(database, { keep })).expire(0)
      return database.use((connection) => connection.getAllKeys('interactions'))
    }
    const kept = [0, ...Array.from({ length: 100 }, (_, i) => 601 + i)]
    // The last is beyond what may be deleted: it would be rot.
    for (const trimmed of [undefined, 150, Number.NaN, 'rot' as never, 2 ** 40]) {
      const database = createDatabase(freshName())
      const all = await openInteractionStore(database)
      await all.append(Array.from({ length: 700 }, (_, i) => view(`i${i}`, i * 1000)))
      if (trimmed === 150) await all.remove(new Set(Array.from({ length: 150 }, (_, i) => i + 1)))
      if (trimmed !== undefined) await database.use((connection) => connection.put('settings', trimmed, 'trimmed'))
      expect(await left(database), String(trimmed)).toEqual(kept)
      expect(await database.use((connection) => connection.get('settings', 'trimmed'))).toBe(600)
    }

    // A row that is before it would have been deleted: nobody steps through what was deleted already.
    const database = createDatabase(freshName())
    await (await openInteractionStore(database)).append(Array.from({ length: 500 }, (_, i) => view(`i${i}`, i)))
    await database.use((connection) => connection.put('settings', 50, 'trimmed'))
    expect((await left(database)).slice(0, 3)).toEqual([0, 1, 2])
    expect((await left(database))[51]).toBe(401)
  })

  it('begins with a row of nobody once something was deleted, which no history has, and ids and sessions go on', async () => {
    const database = createDatabase(freshName())
    const keep = { days: Number.POSITIVE_INFINITY, interactions: 100 }
    const store = await openInteractionStore(database, { keep })
    await store.append(Array.from({ length: 300 }, (_, i) => view(`i${i}`, i)))
    await store.expire(0)
    const keys = () => database.use((connection) => connection.getAllKeys('interactions'))
    const kept = Array.from({ length: 100 }, (_, i) => 201 + i)
    expect(await keys()).toEqual([0, ...kept])
    const again = await openInteractionStore(database, { keep })
    await again.whole()
    expect(again.history.map(({ id }) => id)).toEqual(kept)
    // The visitor takes everything back: the next interaction is the first of a session, not a later one of nobody's.
    await again.remove(new Set(kept))
    await again.append([view('next', 300)])
    expect(again.history).toMatchObject([{ id: 301, item: 'next', session: 1 }])
    const last = await openInteractionStore(database, { keep })
    await last.whole()
    expect(last.history).toEqual(again.history)
  })

  it('drops what was not stored by it, deletes it, and keeps all that is around it', async () => {
    const unsound: Record<string, unknown>[] = [
      { time: Number.NaN },
      { time: '1' },
      { event: '' },
      { event: 7 },
      { item: '' },
      { item: 'x'.repeat(1001) },
      { price: Number.POSITIVE_INFINITY },
      { quantity: null },
      { session: 1.5 },
      { session: undefined },
      { propensity: Number.NaN },
    ]
    const name = freshName()
    const before = createDatabase(name)
    await (await openInteractionStore(before)).append(Array.from({ length: 2500 }, (_, i) => view(`i${i}`, i * 1000)))
    // Some at the end, which is read at once, and some in what follows.
    const bad = new Map(unsound.map((fields, i) => [i % 2 ? 2500 - 7 * i : 3 + 7 * i, fields]))
    await before.use(async (connection) => {
      for (const [id, fields] of bad) {
        const row = (await connection.get('interactions', id))!
        await connection.put('interactions', { ...row, ...fields } as StoredInteraction)
      }
    })
    before.close()

    const database = createDatabase(name)
    const store = await openInteractionStore(database)
    expect([store.history.length, store.problem]).toEqual([1000 - Math.floor(bad.size / 2), ''])
    await store.whole()
    const sound = Array.from({ length: 2500 }, (_, i) => i + 1).filter((id) => !bad.has(id))
    expect(store.history.map(({ id }) => id)).toEqual(sound)
    expect(await database.use((connection) => connection.getAllKeys('interactions'))).toEqual(sound)
    await store.append([view('next', 2_500_000)])
    expect(store.history.at(-1)).toMatchObject({ id: 2501, item: 'next', session: 1 })
  })

  it('deletes what is older than anything is kept, also behind younger rows of a clock that was moved', async () => {
    const day = 24 * 3600_000
    const database = createDatabase(freshName())
    const store = await openInteractionStore(database, { keep: { days: 10, interactions: 100 } })
    await store.append([view('old', 0), view('young', 20 * day), view('behind', 5 * day)])
    await store.expire(20 * day)
    expect(items(store.history)).toEqual(['young'])
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1)
  })

  it('is replaced as a whole, with sessions of its own, or not at all', async () => {
    const name = freshName()
    const store = await openInteractionStore(createDatabase(name))
    const other = await openInteractionStore(createDatabase(name))
    await store.append([view('a', 0, 'k')])
    await other.refresh()
    await store.replace([view('b', 0), view('a', 1, 'k'), view('c', SESSION_GAP_MS + 2)])
    await other.reload()
    for (const { history } of [store, other])
      expect(history.map(({ item, session }) => [item, session])).toEqual([
        ['b', 1],
        ['a', 1],
        ['c', 2],
      ])
    await expect(store.replace([view('x', 0, 'same'), view('y', 0, 'same')])).rejects.toBeDefined()
    await store.reload()
    expect(items(store.history)).toEqual(['b', 'a', 'c'])
  })

  it('is stored encrypted where it is wanted, what was there in the clear too, and read in any case', async () => {
    const name = freshName()
    const clear = createDatabase(name)
    await (await openInteractionStore(clear)).append([view('was-clear', 1000, 'k0')])
    clear.close()

    const database = createDatabase(name)
    const store = await openInteractionStore(database, { sealing: await openSealing(database, true) })
    await store.append([{ event: 'search', time: 2000, term: 'secret-term', key: 'k1' }])
    await store.append([{ event: 'search', time: 2000, term: 'secret-term', key: 'k1' }])
    const rows = await database.use((connection) => connection.getAll('interactions'))
    expect(rows.map((row) => Object.keys(row).sort())).toEqual(
      Array(2).fill(['id', 'key', 'sealed', 'session', 'time']),
    )
    for (const row of rows) {
      const bytes = Buffer.from((row as SealedInteraction).sealed).toString('latin1')
      expect(bytes).not.toMatch(/was-clear|secret-term/)
    }
    const key = await database.use((connection) => connection.get('settings', 'key'))
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow('not extractable')

    // Turned off again: what is there is read, what comes is in the clear.
    const off = await openInteractionStore(database, { sealing: await openSealing(database, false) })
    await off.append([view('clear', 3000)])
    expect(off.history.map(({ item, term }) => item ?? term)).toEqual(['was-clear', 'secret-term', 'clear'])
    expect(off.history.map(({ id }) => id)).toEqual([1, 2, 3])
  })

  it('drops what cannot be deciphered, and keeps the rest', async () => {
    const database = createDatabase(freshName())
    const store = await openInteractionStore(database, { sealing: await openSealing(database, true) })
    await store.append([view('a', 1000), view('b', 2000)])
    await database.use(async (connection) => {
      const row = (await connection.get('interactions', 1)) as SealedInteraction
      row.sealed[20] ^= 1
      await connection.put('interactions', row)
    })
    const again = await openInteractionStore(database, { sealing: await openSealing(database, true) })
    expect(items(again.history)).toEqual(['b'])
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1)
  })

  it('stores nothing rather than in the clear where the browser has no WebCrypto', async () => {
    vi.stubGlobal('crypto', {})
    const database = createDatabase(freshName())
    const store = await openInteractionStore(database, { sealing: await openSealing(database, true) })
    await store.append([view('a', 1000)])
    expect([store.storage, store.problem, items(store.history)]).toEqual(['memory', 'unavailable', ['a']])
  })
})
