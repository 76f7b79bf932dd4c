import 'fake-indexeddb/auto'
import { type Interaction, SESSION_GAP_MS } from '@penchant/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDatabase } from './database.ts'
import { openInteractionStore } from './interaction-store.ts'

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
})
