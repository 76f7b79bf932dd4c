import { defineConfig } from '@playwright/test'
import { BACKEND_FLAGS, PAGE_FLAGS, systemChromium } from './chromium.js'

const launch = (args: string[]) => ({ launchOptions: { executablePath: systemChromium(), args } })

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
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'shop', testIgnore: /backends/, use: launch(PAGE_FLAGS) },
    { name: 'backends', testMatch: /backends/, use: launch(BACKEND_FLAGS) },
  ],
})
