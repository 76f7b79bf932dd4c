import { afterEach, expect, it, vi } from 'vitest'

const PAGE_GLOBALS = ['window', 'document', 'navigator', 'location', 'Worker', 'indexedDB', 'self', 'BroadcastChannel']

afterEach(() => {
  for (const name of PAGE_GLOBALS) Reflect.deleteProperty(globalThis, name)
})

it('is imported without a look at any global of a page, and gives the shop order', async () => {
  const touched: string[] = []
  for (const name of PAGE_GLOBALS) {
    Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) })
  }
  vi.resetModules()
  const { createPersonalizer } = await import('./index.ts')
  expect(touched).toEqual([])

  const listener = vi.fn()
  const penchant = createPersonalizer({ model: '/model/', consent: 'granted', sources: [() => listener] })
  penchant.subscribe(listener)
  penchant.track('view_item', { item_id: 'a' })
  penchant.consent.grant()
  const response = await penchant.recommend({ fallback: ['x', 'y', 'z'], exclude: ['x'], count: 1 })
  expect(response).toMatchObject({ source: 'shop-order', items: [{ item: { id: 'y' } }] })
  expect(penchant.getSnapshot()).toMatchObject({ state: 'idle', queued: 0 })
  expect(penchant.getSnapshot()).toBe(penchant.getSnapshot())
  expect(await penchant.export()).toBeNull()
  penchant.destroy()
  expect(listener).not.toHaveBeenCalled()
  // Only whether there is a document is asked.
  expect(new Set(touched)).toEqual(new Set(['document']))
})
