import type { Page } from '@playwright/test'
import type { EventName } from 'penchant'

export interface Step {
  item: string
  event: EventName
  /** Milliseconds since the epoch, by the page's clock. */
  time: number
}

/** Has the visitor of a bare page do `steps`, and waits until all are stored. */
export async function browse(page: Page, steps: readonly Step[]): Promise<void> {
  for (const { item, event, time } of steps) {
    await page.clock.setFixedTime(time)
    await page.evaluate(([name, id]) => window.personalizer.track(name, { items: [{ item_id: id }] }), [
      event,
      item,
    ] as const)
  }
  await page.clock.resume()
  await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)
}
