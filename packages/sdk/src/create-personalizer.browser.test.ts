import { afterEach, expect, it } from 'vitest'
import { anotherOrigin } from '../test/another-origin.ts'
import { createPersonalizer } from './create-personalizer.ts'
import type { Personalizer } from './personalizer.ts'

const DATABASE = 'penchant-sdk-test'
const workerUrl = new URL('../test/engine-worker.ts', import.meta.url)

const open: Personalizer[] = []
const uncaught: string[] = []
const onUncaught = (event: Event) => uncaught.push(event.type)
for (const type of ['error', 'unhandledrejection']) addEventListener(type, onUncaught)

afterEach(async () => {
  for (const penchant of open.splice(0)) {
    await penchant.erase()
    penchant.destroy()
  }
  expect(uncaught.splice(0)).toEqual([])
})

function create(options: { consent?: 'granted'; workerUrl?: URL; timeout?: number } = {}) {
  const errors: Error[] = []
  const onError = (error: Error) => errors.push(error)
  const penchant = createPersonalizer({ model: '/model/', database: DATABASE, workerUrl, onError, ...options })
  open.push(penchant)
  return { penchant, errors }
}

const ids = async (penchant: Personalizer) =>
  (await penchant.recommend({ fallback: ['shop'] })).items.map(({ item }) => item.id)
const databases = async () => (await indexedDB.databases()).map(({ name }) => name)
const fetched = () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('engine-worker'))

/** Resolves when the status is as wanted. */
function until(
  penchant: Personalizer,
  is: (status: ReturnType<Personalizer['getSnapshot']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!is(penchant.getSnapshot())) return
      stop()
      resolve()
    }
    const stop = penchant.subscribe(look)
    look()
  })
}

it('stores and fetches nothing before consent, learns of what waited after it, and leaves nothing when it is withdrawn', async () => {
  const { penchant, errors } = create({ workerUrl: await anotherOrigin(workerUrl) })
  performance.clearResourceTimings()
  penchant.track('view_item', { item_id: 'a' })
  expect(await ids(penchant)).toEqual(['shop'])
  expect(await databases()).not.toContain(DATABASE)
  expect(fetched()).toEqual([])

  penchant.consent.grant()
  expect(await ids(penchant)).toEqual(['a'])
  expect(penchant.getSnapshot().engine?.interactions).toBe(1)
  expect(await databases()).toContain(DATABASE)

  expect(await penchant.consent.deny()).toBe(true)
  expect(await databases()).not.toContain(DATABASE)
  expect(errors).toEqual([])
})

it('deletes from the page what an earlier visit has stored', async () => {
  const earlier = create({ consent: 'granted' }).penchant
  earlier.track('view_item', { item_id: 'a' })
  expect(await ids(earlier)).toEqual(['a'])
  earlier.destroy()
  expect(await databases()).toContain(DATABASE)

  const { penchant } = create()
  expect(await penchant.consent.deny()).toBe(true)
  expect(await databases()).not.toContain(DATABASE)
  expect(penchant.getSnapshot().engine).toBeNull()
})

it.each([['close'], ['block']])(
  'starts a worker again that ended itself or hangs (%s), and stores each event once',
  async (how) => {
    const { penchant, errors } = create({ consent: 'granted', timeout: 1000 })
    penchant.track('view_item', { item_id: 'a' })
    expect(await ids(penchant)).toEqual(['a'])
    // Stored by the worker, which is gone before it can say so.
    penchant.track('view_item', { item_id: how })
    penchant.track('view_item', { item_id: 'z' })
    await until(penchant, ({ state }) => state === 'stalled')
    await until(penchant, ({ state, queued }) => state === 'ready' && queued === 0)
    expect(await ids(penchant)).toEqual(['a', how, 'z'])
    expect(penchant.getSnapshot().message).toBe('')
    expect(errors.map(({ name }) => name)).toEqual(['Timeout', 'WorkerUnavailable'])
  },
)

it('keeps a worker that throws outside every call, and the error from the page', async () => {
  const { penchant, errors } = create({ consent: 'granted' })
  penchant.track('view_item', { item_id: 'throw' })
  expect(await ids(penchant)).toEqual(['throw'])
  await until(penchant, () => errors.length > 0)
  expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('nobody catches this')])
  expect(await ids(penchant)).toEqual(['throw'])
})
