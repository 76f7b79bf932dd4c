import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'
import { BACKEND_FLAGS, systemChromium } from '../chromium.js'

/** A browser with a profile on disk, as a visitor has, which goes with it. */
export async function openProfile(): Promise<{ browser: BrowserContext; close(): Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'penchant-profile-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: systemChromium(),
    args: BACKEND_FLAGS,
    headless: true,
  })
  return {
    browser,
    async close() {
      await browser.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
