import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FakePage, leavePage, openPage, pass } from '../test/fake-page.ts'
import { createPersonalizer } from './create-personalizer.ts'

/** Longer than the page waits to be idle. */
const IDLE = 3000

let page: FakePage
beforeEach(() => {
  page = openPage()
})
afterEach(leavePage)

class Battery extends EventTarget {
  charging = false
  level = 1
  /** Listeners that are there. */
  heard = 0

  change(to: Partial<Pick<Battery, 'charging' | 'level'>>): void {
    Object.assign(this, to)
    this.dispatchEvent(new Event('charging' in to ? 'chargingchange' : 'levelchange'))
  }

  override addEventListener(type: string, hear: () => void, { signal }: { signal?: AbortSignal } = {}): void {
    super.addEventListener(type, hear, { signal })
    this.heard++
    signal?.addEventListener('abort', () => this.heard--)
  }
}

const give = (getBattery: () => unknown) => Object.assign(navigator, { getBattery })
const open = () => createPersonalizer({ model: '/model/', workerUrl: '/engine/worker.js', consent: 'granted' })

it('tells the worker of a low battery at its start, and of each change, until it is destroyed', async () => {
  const battery = Object.assign(new Battery(), { level: 0.2 })
  give(async () => battery)
  const penchant = open()
  await pass()
  // The page comes first.
  expect(page.workers).toEqual([])
  await pass(IDLE)
  expect(page.worker.options?.lowBattery).toBe(true)

  battery.change({ charging: true })
  await pass()
  expect(page.device.lowBattery).toBe(false)
  battery.change({ level: 0.1 })
  battery.change({ charging: false })
  await pass()
  expect(page.device.lowBattery).toBe(true)

  penchant.destroy()
  expect(battery.heard).toBe(0)
})

it('tells a worker that has started before the battery was known', async () => {
  const battery = Object.assign(new Battery(), { level: 0.1 })
  let know = (_: Battery) => {}
  give(() => new Promise<Battery>((resolve) => (know = resolve)))
  open()
  await pass(IDLE)
  expect(page.device.lowBattery).toBe(false)
  know(battery)
  await pass()
  expect(page.device.lowBattery).toBe(true)
})

it.each([
  ['has no such method', () => {}],
  ['forbids it', () => give(() => Promise.reject(new DOMException('Forbidden', 'NotAllowedError')))],
  ['never answers', () => give(() => new Promise(() => {}))],
])('goes on as ever where the browser %s', async (_, prepare) => {
  prepare()
  const penchant = open()
  await pass(IDLE)
  expect(page.worker.options?.lowBattery).toBe(false)
  expect(penchant.getSnapshot()).toMatchObject({ state: 'ready', message: '' })
})

it('starts no worker for it without consent', async () => {
  const battery = new Battery()
  give(async () => battery)
  createPersonalizer({ model: '/model/', workerUrl: '/engine/worker.js' })
  battery.change({ level: 0.1 })
  await pass(IDLE)
  expect(page.workers).toEqual([])
})
