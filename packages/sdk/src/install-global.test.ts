import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type FakePage, leavePage, openPage, pass } from '../test/fake-page.ts'
import { installGlobal, type PenchantGlobal } from './install-global.ts'

const IDLE = 3000
type Stub = ((...args: unknown[]) => void) & { q?: unknown[] }

let page: FakePage

beforeEach(() => {
  page = openPage()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  leavePage()
  vi.restoreAllMocks()
})

/** The stub that a shop pastes above the script tag. */
function pasteStub(): Stub {
  const stub: Stub = function (this: unknown) {
    const penchant = page.window.penchant as Stub
    penchant.q = penchant.q || []
    // biome-ignore lint/complexity/noArguments: shops paste it so
    penchant.q.push(arguments)
  }
  page.window.penchant = stub
  return stub
}

function loadScript(data: Record<string, string> = {}): PenchantGlobal {
  const script = { src: 'https://cdn.example/v1/penchant.js', dataset: { model: '/model/', ...data } }
  installGlobal(script as unknown as HTMLScriptElement)
  return page.window.penchant as PenchantGlobal
}

const stored = () => page.device.stored.map(({ item }) => item)

it('does in order what waited in the stub, and goes on under the same name and by the old reference', async () => {
  const stub = pasteStub()
  const statuses: string[] = []
  stub('on', 'status', ({ state }: { state: string }) => statuses.push(state))
  stub('track', 'view_item', { item_id: 'a' })
  stub('consent', 'grant')
  const answers: unknown[] = []
  stub('recommend', { count: 2 }, (response: { source: string }) => answers.push(response.source))
  const held = stub.q
  const penchant = loadScript()
  held?.push(['track', 'view_item', { item_id: 'held' }])
  stub('track', 'view_item', { item_id: 'b' })
  penchant('track', 'view_item', { item_id: 'c' })
  await pass(IDLE)

  expect(stored()).toEqual(['a', 'held', 'b', 'c'])
  expect(answers).toEqual(['model'])
  expect(statuses[0]).toBe('idle')
  expect(statuses).toContain('ready')
  expect(page.worker.url).toMatch(/^blob:/)
  expect(page.worker.options?.model).toBe('https://shop.example/model/')
})

it('takes its options from the tag', async () => {
  loadScript({ consent: 'granted', worker: '/own/worker.js', backend: 'cpu', learn: 'false', database: 'own' })
  await pass(IDLE)
  expect(page.worker.url).toBe('https://shop.example/own/worker.js')
  expect(page.worker.options).toMatchObject({ backend: 'cpu', learn: false, database: 'own' })
})

it('answers by callback and by promise', async () => {
  const penchant = loadScript({ consent: 'granted' })
  const heard = vi.fn()
  penchant('track', 'view_item', { item_id: 'a' })
  const response = await penchant('recommend', {}, heard)
  expect(response.items.map(({ item }) => item.id)).toEqual(['a'])
  expect(heard).toHaveBeenLastCalledWith(response)
  const data = await penchant('export', heard)
  expect(data?.interactions).toHaveLength(1)
  expect(heard).toHaveBeenLastCalledWith(data)
  expect(await penchant('erase', heard)).toBe(true)
  expect(heard).toHaveBeenLastCalledWith(true)
  expect(stored()).toEqual([])
})

it('knows who has signed in by the tag and by the command', async () => {
  const penchant = loadScript({ consent: 'granted', visitor: '4711', encrypt: 'true' })
  await pass(IDLE)
  expect(page.worker.options).toMatchObject({ visitor: '4711', encrypt: true, learn: true })
  const heard = vi.fn()
  expect(await penchant('identify', null, { merge: true }, heard)).toBe(true)
  expect(heard).toHaveBeenCalledWith(true)
  await pass(IDLE)
  expect(page.worker.options).toMatchObject({ visitor: '' })
})

it('withdraws consent', async () => {
  const penchant = loadScript({ consent: 'granted' })
  await pass(IDLE)
  const heard = vi.fn()
  expect(await penchant('consent', 'deny', heard)).toBe(true)
  expect(heard).toHaveBeenCalledWith(true)
  expect(penchant.personalizer.consent.state).toBe('denied')
  expect(page.worker.terminated).toBe(true)
})

it('takes purposes with a grant', async () => {
  const penchant = loadScript()
  penchant('consent', 'grant', { store: false })
  await pass(IDLE)
  expect(page.worker.options?.purposes).toMatchObject({ store: false, learn: true })
})

it('ends a status listener', async () => {
  const penchant = loadScript()
  const listener = vi.fn()
  const stop = penchant('on', 'status', listener)
  penchant('track', 'view_item', { item_id: 'a' })
  expect(listener).toHaveBeenCalledTimes(2)
  stop()
  penchant('track', 'view_item', { item_id: 'b' })
  expect(listener).toHaveBeenCalledTimes(2)
})

it('tells an error listener what went wrong before it came, and survives listeners that fail', async () => {
  const stub = pasteStub()
  stub('frobnicate')
  stub('consent', 'maybe')
  stub()
  stub.q?.push(null)
  const heard: string[] = []
  stub('error', ({ name, message }: Error) => heard.push(`${name}: ${message}`))
  const penchant = loadScript({ backend: 'gpu' })
  penchant('error', () => {
    throw new Error('a listener’s own bug')
  })
  penchant('track', 'view_item', {})
  await penchant('recommend', {}, () => {
    throw new Error('a callback’s own bug')
  })
  await pass()
  expect(heard).toEqual([
    expect.stringMatching(/^InvalidOption: backend is "gpu"; give one of auto, /),
    expect.stringMatching(/^InvalidRequest: penchant\("frobnicate", undefined\) is no command; give track, /),
    expect.stringMatching(/^InvalidRequest: penchant\("consent", "maybe"\) .*"grant" or "deny"/),
    expect.stringMatching(/^InvalidRequest: penchant\(undefined, undefined\)/),
    expect.stringMatching(/^InvalidRequest: penchant\(undefined, undefined\)/),
    expect.stringMatching(/^InvalidEvent: track\("view_item"\): items/),
    'Error: a callback’s own bug',
  ])
  expect(console.warn).not.toHaveBeenCalled()
})

it('does nothing but say so where it is on the page twice', async () => {
  const first = loadScript({ consent: 'granted' })
  const heard: string[] = []
  first('error', ({ message }) => heard.push(message))
  expect(loadScript({ consent: 'granted', model: '/other/' })).toBe(first)
  await pass(IDLE)
  expect(page.workers).toHaveLength(1)
  expect(page.worker.options?.model).toBe('https://shop.example/model/')
  expect(heard).toEqual([expect.stringContaining('twice')])
})

it('warns once without a model, and still gives the shop order', async () => {
  const penchant = loadScript({ model: '', consent: 'granted' })
  expect(await penchant('recommend', { fallback: ['x'] })).toMatchObject({ source: 'shop-order' })
  expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining('data-model')]])
  expect(penchant.personalizer.getSnapshot().state).toBe('failed')
})

it('takes the place of an element that the browser has put under its name', () => {
  page.window.penchant = { tagName: 'DIV', q: 'no queue' }
  expect(loadScript().personalizer.getSnapshot().state).toBe('idle')
})
