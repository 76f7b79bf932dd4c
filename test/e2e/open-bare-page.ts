import type { Page } from '@playwright/test'
import type { BareOptions, BareServer, Entry } from './serve-bare-page.ts'

/**
 * Opens a page that holds nothing but the SDK. Consent is given and nothing is learnt unless `options` say otherwise.
 * `window.personalizer` is there when this resolves.
 */
export async function openBarePage(
  page: Page,
  { bare }: { bare: BareServer },
  entry: Entry,
  options: BareOptions = {},
): Promise<void> {
  await page.goto(bare.address(entry, { consent: 'granted', learn: false, audit: 'off', ...options }))
  await page.waitForFunction(() => 'personalizer' in window)
}
