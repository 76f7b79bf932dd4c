import { expect, type Page } from '@playwright/test'
import type { EngineStatus } from 'penchant'

const snapshot = (page: Page) => page.evaluate(() => window.personalizer.getSnapshot())

/**
 * Waits until the whole engine of a bare page is there: model, scorer and a backend.
 * @param timeout milliseconds; default: that of `expect`
 */
export async function waitForEngine(page: Page, timeout?: number): Promise<EngineStatus> {
  await expect
    .poll(
      async () => {
        const { state, message, engine } = await snapshot(page)
        const { inference, reason } = engine?.backend ?? {}
        return { state, message, model: Boolean(engine?.model), backend: inference ? 'there' : reason }
      },
      { timeout },
    )
    .toEqual({ state: 'ready', message: '', model: true, backend: 'there' })
  return (await snapshot(page)).engine!
}
