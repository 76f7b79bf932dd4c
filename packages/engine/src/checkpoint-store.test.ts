import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createCheckpointStore } from './checkpoint-store.ts'
import { createDatabase, type Database } from './database.ts'

const MODEL = 'https://cdn.example/model/manifest.json'
const bytes = (...values: number[]) => Uint8Array.from(values)
let names = 0
const freshDatabase = () => createDatabase(`checkpoint-store-${++names}`)

/** Flips a bit of a stored checkpoint, as a failing disk might. */
async function damage(database: Database, base: string, slot: 'current' | 'previous') {
  await database.use(async (connection) => {
    const checkpoint = (await connection.get('checkpoints', [MODEL, base, slot]))!
    checkpoint.bytes[0] ^= 1
    await connection.put('checkpoints', checkpoint, [MODEL, base, slot])
  })
}

describe('the checkpoint store', () => {
  it('gives back the newest version', async () => {
    const database = freshDatabase()
    const store = createCheckpointStore(database, MODEL)
    expect(await store.load('base')).toBeNull()
    await store.save('base', bytes(1, 2, 3), 0)
    await store.save('base', bytes(4, 5, 6), 1)
    expect(await createCheckpointStore(database, MODEL).load('base')).toMatchObject({
      version: 2,
      bytes: bytes(4, 5, 6),
    })
  })

  it('falls back to the previous version, then to the base, and goes on from there', async () => {
    const database = freshDatabase()
    const store = createCheckpointStore(database, MODEL)
    await store.save('base', bytes(1), 0)
    await store.save('base', bytes(2), 1)
    await damage(database, 'base', 'current')
    expect(await store.load('base')).toMatchObject({ version: 1, bytes: bytes(1) })
    await damage(database, 'base', 'previous')
    expect(await store.load('base')).toBeNull()
    expect(await store.save('base', bytes(3), 0)).toMatchObject({ version: 1 })
    expect(await store.load('base')).toMatchObject({ version: 1, bytes: bytes(3) })
  })

  it('keeps the newest of what another base has left until it was tested on this one, of this model alone', async () => {
    const database = freshDatabase()
    const store = createCheckpointStore(database, MODEL)
    const other = createCheckpointStore(database, 'https://cdn.example/other/manifest.json')
    await store.save('older', bytes(9), 0)
    await database.use(async (connection) => {
      const older = (await connection.get('checkpoints', [MODEL, 'older', 'current']))!
      await connection.put('checkpoints', { ...older, savedAt: 0 }, [MODEL, 'older', 'current'])
    })
    await store.save('old', bytes(1), 0)
    await store.save('old', bytes(2), 1)
    await other.save('old', bytes(3), 0)
    expect(await store.load('new')).toBeNull()
    expect(await store.load('older')).toBeNull()
    expect(await store.inherited('new')).toMatchObject({ base: 'old', version: 2, bytes: bytes(2) })
    expect(await store.inherited('old')).toBeNull()

    await store.save('new', bytes(4), 0)
    await store.settle('new')
    expect(await store.inherited('new')).toBeNull()
    expect(await store.load('old')).toBeNull()
    expect(await other.load('old')).toMatchObject({ bytes: bytes(3) })
  })

  it('lets one of two tabs win that learnt from the same version', async () => {
    const database = freshDatabase()
    const one = createCheckpointStore(database, MODEL)
    const other = createCheckpointStore(database, MODEL)
    await one.save('base', bytes(1), 0)
    const results = await Promise.all([one.save('base', bytes(2), 1), other.save('base', bytes(3), 1)])
    expect(results.filter((result) => result === null)).toHaveLength(1)
    expect(await one.load('base')).toEqual(results.find((result) => result !== null))
  })
})
