import 'fake-indexeddb/auto'
import type { BackendChoice } from '@penchant/tensor/browser'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import type { Encoder } from './serving.ts'
import { tuneBackends } from './tune-backends.ts'

const CHOICE: BackendChoice = { inference: 'wasm', training: 'webgpu', reason: 'measured' }
let database: Database
let names = 0
beforeEach(() => {
  database = createDatabase(`tune-backends-${++names}`)
  vi.stubGlobal('navigator', { userAgent: 'Browser/1' })
})
afterEach(() => vi.unstubAllGlobals())

const encoder = (improve: Encoder['improve']) => ({ improve: vi.fn(improve) }) as unknown as Encoder

it('measures once in each version of the browser', async () => {
  const measuring = encoder(async () => CHOICE)
  await tuneBackends(measuring, database)
  await tuneBackends(measuring, database)
  vi.stubGlobal('navigator', { userAgent: 'Browser/2' })
  await tuneBackends(measuring, database)
  expect(vi.mocked(measuring.improve).mock.calls).toEqual([[null], [CHOICE], [null]])
})

it('forgets a choice that no longer starts', async () => {
  await tuneBackends(
    encoder(async () => CHOICE),
    database,
  )
  await tuneBackends(
    encoder(() => Promise.reject(new Error('driver gone'))),
    database,
  )
  const again = encoder(async () => CHOICE)
  await tuneBackends(again, database)
  expect(vi.mocked(again.improve).mock.calls).toEqual([[null]])
})

it('leaves a pinned backend alone', async () => {
  const pinned = encoder(async () => null)
  await tuneBackends(pinned, database)
  await tuneBackends(pinned, database)
  expect(vi.mocked(pinned.improve).mock.calls).toEqual([[null], [null]])
})
