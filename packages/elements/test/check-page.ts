import axe from 'axe-core'
import { expect } from 'vitest'
import { cdp } from 'vitest/browser'

interface Media {
  scheme?: 'light' | 'dark'
  motion?: 'reduce' | 'no-preference'
}

/** What the visitor's system says it wants. */
export async function emulate({ scheme = 'light', motion = 'no-preference' }: Media): Promise<void> {
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: motion },
  ]
  await (cdp() as unknown as { send(name: string, params: object): Promise<unknown> }).send(
    'Emulation.setEmulatedMedia',
    { features },
  )
}

/** No violation that axe knows of, in a page of each colour. */
export async function expectAccessible(element: Element): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await emulate({ scheme })
    document.documentElement.style.colorScheme = 'light dark'
    document.body.style.background = 'Canvas'
    document.body.style.color = 'CanvasText'
    const { violations } = await axe.run(element, { resultTypes: ['violations'] })
    expect(violations.map(({ id, nodes }) => `${scheme} ${id} ${nodes[0].html}`)).toEqual([])
  }
  await emulate({})
}

/** Sum of the layout shifts while `work` runs, painted before and after it. */
export async function layoutShift(work: () => Promise<unknown>): Promise<number> {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  await painted()
  await painted()
  let sum = 0
  const count = (entries: PerformanceEntry[]) => {
    for (const entry of entries) sum += (entry as PerformanceEntry & { value: number }).value
  }
  const observer = new PerformanceObserver((list) => count(list.getEntries()))
  observer.observe({ type: 'layout-shift' })
  await work()
  await painted()
  await painted()
  await painted()
  count(observer.takeRecords())
  observer.disconnect()
  return sum
}
