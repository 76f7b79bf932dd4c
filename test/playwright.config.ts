import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, systemChromium } from './chromium.js'

export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results/e2e',
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  // A page, its worker and a software rasteriser each want a core.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env.CI !== undefined,
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: systemChromium(), args: CHROMIUM_FLAGS },
    trace: 'retain-on-failure',
  },
})
