import { type Browser, chromium, firefox } from '@playwright/test'
import { BACKEND_FLAGS, systemChromium } from '../chromium.js'
import { findProgram } from '../find-program.js'
import type { BrowserDriver, RunningBrowser } from './browser-driver.ts'

async function running(browser: Browser): Promise<RunningBrowser> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  return {
    version: browser.version(),
    async newTab() {
      const page = await context.newPage()
      page.setDefaultTimeout(120_000)
      return {
        async goto(url) {
          await page.goto(url)
        },
        evaluate: (work, argument) => page.evaluate(work as never, argument as never),
        screenshot: () => page.screenshot(),
        close: () => page.close(),
      }
    },
    close: () => browser.close(),
  }
}

export const chromiumDriver: BrowserDriver = {
  name: 'Chromium',
  launch: async () => running(await chromium.launch({ executablePath: systemChromium(), args: BACKEND_FLAGS })),
}

/** Firefox as it is shipped; Playwright speaks WebDriver BiDi with it. */
export const firefoxDriver: BrowserDriver = {
  name: 'Firefox',
  launch: async ({ privacyControl = false } = {}) =>
    running(
      await firefox.launch({
        channel: 'moz-firefox',
        executablePath: findProgram(['firefox-esr', 'firefox']),
        headless: false,
        firefoxUserPrefs: {
          // By a rasteriser, which Firefox otherwise refuses.
          'webgl.force-enabled': true,
          'privacy.globalprivacycontrol.enabled': privacyControl,
        },
      }),
    ),
}
