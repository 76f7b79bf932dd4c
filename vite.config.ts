import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'
import { CHROMIUM_FLAGS, systemChromium } from './test/chromium.js'

/** Workspace packages are read as source everywhere, so nothing has to be built before anything else. */
const source = 'source'

const TESTS = ['packages/*/src/**/*.test.ts', 'demo/**/*.test.ts', 'test/*.test.ts']
const BROWSER_TESTS = ['packages/*/src/**/*.browser.test.ts', 'demo/**/*.browser.test.ts', 'test/*.browser.test.ts']

export default defineConfig({
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: TESTS,
          exclude: [...BROWSER_TESTS, '**/node_modules/**', '**/dist/**'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Found before the first test runs: a dependency found later makes Vite reload the page under a running test.
        optimizeDeps: { entries: ['packages/engine/src/worker.ts', 'packages/sdk/src/index.ts', ...BROWSER_TESTS] },
        test: {
          name: 'browser',
          include: BROWSER_TESTS,
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 120_000,
          // One page at a time: SwiftShader already fills the cores of a small machine.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: systemChromium(), args: CHROMIUM_FLAGS } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
