import 'fake-indexeddb/auto'
import type { StoredInteraction } from '@penchant/protocol'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { publishTiny } from '../test/publish-tiny.ts'
import { serveTiny } from '../test/serve-tiny.ts'
import { createAudit } from './audit.ts'
import { createDatabase } from './database.ts'
import { openInteractionStore } from './interaction-store.ts'
import { createLearner } from './learner.ts'
import type { Encoder, Serving } from './serving.ts'
import { joinTabs } from './tabs.ts'

const DAY = 86_400_000
const MODEL = 'https://shop.example/model/'

let serving: Serving
let database: string
let names = 0
/** Milliseconds that the next runs take. */
let takes = 0

beforeAll(async () => {
  serving = serveTiny(await publishTiny()).serving
  serving.encoder = { adopt() {}, isAdapted: false, learn } as Partial<Encoder> as Encoder
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 })
  database = `learner-${++names}`
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** The encoder's part of a run: what it decides is another test's. */
const learn: Encoder['learn'] = async () => {
  const numbers = { trained: 45, heldBack: 14, steps: 10, longestSlice: 1, before: 0.1, after: 0.1 }
  const run = { ...numbers, time: Date.now(), tier: 'vector', verdict: 'rejected', reason: 'no better' } as const
  return { runs: [{ ...run, milliseconds: takes }], version: null }
}

/** One page of a visitor with enough history. */
async function openPage() {
  const connection = createDatabase(database)
  const store = await openInteractionStore(connection)
  if (store.history.length === 0) await browse(40)
  async function browse(count: number): Promise<void> {
    const time = Date.now()
    const items = Array.from({ length: count }, (_, i) => `i${(i * 7) % 30}`)
    await store.append(
      items.map((item, i) => ({ event: 'view_item', item, time: time + (i < count / 2 ? 0 : 3_600_000) + i * 20_000 })),
    )
  }
  const learner = await createLearner({
    database: connection,
    model: MODEL,
    store,
    audit: createAudit(store.history as StoredInteraction[], 'off', false),
    tabs: joinTabs(database, () => {}),
    signal: new AbortController().signal,
  })
  return { learner, browse }
}

it('learns of its own accord when enough is new, and then not until it is again', async () => {
  const { learner, browse } = await openPage()
  expect([learner.waits, learner.isDue(serving)]).toEqual(['', true])
  await learner.learn(serving)
  expect(learner.isDue(serving)).toBe(false)
  await browse(8)
  expect(learner.isDue(serving)).toBe(true)
})

it('waits while the browser saves data, and says so', async () => {
  const connection = { saveData: true }
  vi.stubGlobal('navigator', { connection })
  const { learner } = await openPage()
  expect([learner.waits, learner.isDue(serving)]).toEqual(['data-saver', false])
  connection.saveData = false
  expect([learner.waits, learner.isDue(serving)]).toEqual(['', true])
})

it('waits for the next page when this one has used up its time', async () => {
  const { learner, browse } = await openPage()
  takes = 16_000
  await learner.learn(serving)
  await browse(8)
  expect([learner.waits, learner.isDue(serving)]).toEqual(['', true])
  await learner.learn(serving)
  await browse(8)
  expect([learner.waits, learner.isDue(serving)]).toEqual(['page', false])
  const next = await openPage()
  expect([next.learner.waits, next.learner.isDue(serving)]).toEqual(['', true])
})

it('waits for the next day when this one has used up its time, in however many runs and tabs', async () => {
  takes = 2401
  const other = await openPage()
  for (let pages = 0; pages < 5; pages++) {
    const { learner, browse } = await openPage()
    for (let run = 0; run < 10; run++) {
      expect(learner.waits).toBe('')
      await learner.learn(serving)
      vi.advanceTimersByTime(1000)
      await browse(8)
    }
  }
  const { learner } = await openPage()
  expect([learner.waits, learner.isDue(serving)]).toEqual(['day', false])
  // Seen in a list that is for a person, only the newest.
  expect(learner.runs).toHaveLength(20)
  // A tab that was open all the time hears of it when it looks.
  await other.learner.catchUp()
  expect(other.learner.waits).toBe('day')

  vi.advanceTimersByTime(DAY)
  expect([learner.waits, learner.isDue(serving)]).toEqual(['', true])
  await learner.learn(serving)
  const { learner: later } = await openPage()
  // What is older than a day is gone but for the last few.
  expect(later.runs).toHaveLength(20)
  expect(later.waits).toBe('')
})
