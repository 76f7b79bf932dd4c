import { browse, type Step } from './browse.ts'
import { expect, test } from './fixtures.ts'
import { MONTH_AGO } from './month-ago.ts'
import { readItemIds } from './read-item-ids.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** The narrowest policy: nothing is allowed but what it needs. The WASM binary is fetched from beside the engine. */
const policyFor = (cdn: string, more = '') =>
  `default-src 'none'; script-src 'self'${more}; worker-src 'self'; connect-src ${cdn}${more && " 'self'"}; require-trusted-types-for 'script'; trusted-types penchant`

test.describe('under a strict Content Security Policy', () => {
  // What TF.js says of a backend that may not start, and of the one that it takes instead.
  test.use({ tolerated: /favicon|unsafe-eval|WebAssembly|wasm|CompileError/ })

  for (const [name, more, scorer, backend] of [
    ['without WebAssembly it recommends and learns in JavaScript', '', 'javascript', /^(webgl|cpu)$/],
    ["with 'wasm-unsafe-eval' it does so in WebAssembly", " 'wasm-unsafe-eval'", 'wasm', /^wasm$/],
  ] as const)
    test(name, async ({ page, servers }) => {
      const ids = readItemIds(servers.folder)
      const steps = Array.from({ length: 80 }, (_, i): Step => {
        const row = i % 2 ? 900 : 40 + i * 37
        return { item: ids[row % ids.length], event: 'view_item', time: MONTH_AGO + i * 3_600_000 }
      })
      await page.goto(
        servers.bare.strictAddress(policyFor(servers.cdn, more), { consent: 'granted', learn: false, audit: 'off' }),
      )
      await page.waitForFunction(() => 'personalizer' in window)
      const engine = await waitForEngine(page)
      expect(engine).toMatchObject({
        scorer,
        backend: { inference: expect.stringMatching(backend), training: expect.stringMatching(backend) },
      })
      await browse(page, steps)
      expect(await page.evaluate(() => window.personalizer.recommend({ count: 5 }))).toMatchObject({ source: 'model' })
      await page.evaluate(() => window.personalizer.learn())
      const { learning } = (await page.evaluate(() => window.personalizer.getSnapshot().engine))!
      expect(learning[0].steps, learning[0].reason).toBeGreaterThan(0)
    })
})

test('a script that is not the one of its integrity does not run', async ({ page, servers }) => {
  let heard = ''
  page.on('console', (message) => {
    heard += message.text()
  })
  await page.route('**/sdk/penchant.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()}\n` })
  })
  await page.goto(servers.bare.strictAddress(policyFor(servers.cdn), { consent: 'granted' }))
  await expect.poll(() => heard).toContain('integrity')
  expect(await page.evaluate(() => 'penchant' in window)).toBe(false)
})
test.use({ tolerated: /integrity|favicon|penchant is not defined|unsafe-eval|WebAssembly/ })
