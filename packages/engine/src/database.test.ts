import 'fake-indexeddb/auto'
import type { StoredInteraction } from '@penchant/protocol'
import { openDB } from 'idb'
import { describe, expect, it } from 'vitest'
import { createDatabase, type PenchantSchema, UPGRADES } from './database.ts'
import { openInteractionStore } from './interaction-store.ts'

let names = 0
const freshName = () => `database-${++names}`

/** A database as an older version of the engine left it. */
async function openVersion(name: string, version: number) {
  return openDB<PenchantSchema>(name, version, {
    upgrade(connection, oldVersion, _, transaction) {
      for (const step of UPGRADES.slice(oldVersion, version)) step(connection, transaction)
    },
  })
}

describe('the database', () => {
  it.each(UPGRADES.slice(1).map((_, i) => i + 1))(
    'is upgraded from version %i without losing a row',
    async (version) => {
      const name = freshName()
      const old = await openVersion(name, version)
      const rows: StoredInteraction[] = [
        { id: 1, session: 1, event: 'view_item', item: 'a', time: 1 },
        { id: 2, session: 1, event: 'purchase', item: 'b', time: 2 },
      ]
      for (const row of rows) await old.add('interactions', row)
      old.close()

      const database = createDatabase(name)
      const store = await openInteractionStore(database)
      expect(store.history).toEqual(rows)
      await store.append([{ event: 'view_item', item: 'c', time: 3, key: 'k' }])
      await store.append([{ event: 'view_item', item: 'c', time: 3, key: 'k' }])
      expect(store.history.map((row) => row.id)).toEqual([1, 2, 3])
      expect(store.storage).toBe('indexeddb')
      const fresh = await openVersion(freshName(), UPGRADES.length)
      const stores = await database.use(async (connection) => [...connection.objectStoreNames])
      expect(stores).toEqual([...fresh.objectStoreNames])
    },
  )

  it('makes way for the upgrade of a newer tab, and then says that it cannot be used', async () => {
    const name = freshName()
    const database = createDatabase(name)
    await database.use((connection) => connection.count('interactions'))
    const newer = await openDB(name, UPGRADES.length + 1)
    await expect(database.use((connection) => connection.count('interactions'))).rejects.toMatchObject({
      name: 'StorageUnavailable',
      message: expect.stringContaining('VersionError'),
    })
    newer.close()
  })

  it('is gone after erase, in every tab, and stays gone', async () => {
    const name = freshName()
    let told = 0
    const here = createDatabase(name)
    const there = createDatabase(name, { onErased: () => told++ })
    const store = await openInteractionStore(there)
    await store.append([{ event: 'view_item', item: 'a', time: 1 }])

    await here.erase()
    expect(await indexedDB.databases()).not.toContainEqual(expect.objectContaining({ name }))
    expect(told).toBe(1)
    for (const database of [here, there]) {
      await expect(database.use((connection) => connection.count('interactions'))).rejects.toMatchObject({
        name: 'StorageUnavailable',
      })
    }
    await expect(store.append([{ event: 'view_item', item: 'b', time: 2 }])).rejects.toMatchObject({
      name: 'StorageUnavailable',
    })
    expect(await indexedDB.databases()).not.toContainEqual(expect.objectContaining({ name }))
  })

  it('is empty after erase even where a tab that does not answer holds up its deletion', async () => {
    const name = freshName()
    const frozen = await openVersion(name, UPGRADES.length)
    const database = createDatabase(name, { timeout: 50 })
    await database.use((connection) =>
      connection.add('interactions', { id: 1, session: 1, event: 'view_item', item: 'a', time: 1 }),
    )
    await expect(database.erase()).rejects.toMatchObject({ name: 'Timeout' })
    // Read before the request to delete goes through: this connection was open before it.
    expect(await frozen.getAll('interactions')).toEqual([])
    frozen.close()
  })

  it('opens again after the browser ended the connection', async () => {
    const database = createDatabase(freshName())
    await database.use(async (connection) => {
      await connection.add('interactions', { id: 1, session: 1, event: 'view_item', time: 1 })
      connection.close()
    })
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1)
  })

  it('is begun anew where it cannot be read: a store is missing', async () => {
    const name = freshName()
    const foreign = await openDB(name, UPGRADES.length)
    foreign.close()
    const database = createDatabase(name)
    const store = await openInteractionStore(database)
    await store.append([{ event: 'view_item', item: 'a', time: 1 }])
    expect([store.storage, store.problem, database.problem]).toEqual(['indexeddb', '', ''])
    expect(await database.use((connection) => connection.count('interactions'))).toBe(1)
  })

  it.each([
    ['SecurityError', 'unavailable'],
    ['QuotaExceededError', 'full'],
    ['VersionError', 'newer'],
    ['UnknownError', 'broken'],
  ])('says what is wrong with it after a %s: %s', async (kind, problem) => {
    const database = createDatabase(freshName())
    const failing = database.use(async () => {
      throw new DOMException('played by a test', kind)
    })
    await expect(failing).rejects.toMatchObject({ name: 'StorageUnavailable' })
    expect(database.problem).toBe(problem)
    await database.use((connection) => connection.count('interactions'))
    expect(database.problem).toBe('')
  })

  it('is neither opened nor made where it is forbidden, or erased without having been', async () => {
    const name = freshName()
    const database = createDatabase(name)
    database.forbid('no-consent')
    await expect(database.use((connection) => connection.count('interactions'))).rejects.toMatchObject({
      name: 'StorageUnavailable',
    })
    expect(database.problem).toBe('no-consent')
    await createDatabase(name).erase()
    expect(await indexedDB.databases()).not.toContainEqual(expect.objectContaining({ name }))
  })
})
