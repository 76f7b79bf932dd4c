import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { RunningServers, ServerOptions } from '../../demo/server/start-servers.ts'
import { withTimeout } from '../../packages/sdk/src/with-timeout.ts'
import { readItemIds } from '../e2e/read-item-ids.ts'
import { serveBarePage } from '../e2e/serve-bare-page.ts'
import { KNOWN_LIMITS } from './known-limits.ts'
import { chromiumDriver, firefoxDriver } from './playwright-drivers.ts'
import { STORY } from './story.ts'
import { webkitDriver } from './webkit-driver.ts'

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const PAGE = root('docs/browsers.md')
/** Between these lines of the page stands the table. */
const TABLE = /(<!-- npm run test:browsers -- --write -->\n)[\s\S]*?(\n<!-- end -->)/
const LONGEST_STEP = 240_000

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    pictures: { type: 'string' },
    browser: { type: 'string' },
    step: { type: 'string', default: '' },
  },
})
if (values.pictures) process.env.PENCHANT_PICTURES = values.pictures
const drivers = [chromiumDriver, firefoxDriver, webkitDriver].filter(
  ({ name }) => values.browser === undefined || name === values.browser,
)
const story = STORY.filter(({ name }) => name.includes(values.step))

if (drivers.length === 0 || story.length === 0) {
  console.error(`--browser takes Chromium, Firefox or WebKitGTK, and --step a part of a step's name.`)
  process.exit(2)
}
if (values.write && (drivers.length < 3 || story.length < STORY.length)) {
  console.error('--write takes the whole table: leave out --browser and --step.')
  process.exit(2)
}

const { startServers }: { startServers(options: ServerOptions): Promise<RunningServers> } = await import(
  /* @vite-ignore */ root('demo/dist/server.js')
)
const folder = root('demo/shop')
const servers = await startServers({
  shop: folder,
  port: 0,
  cdnPort: 0,
  client: root('demo/dist/client'),
  sdk: root('packages/sdk/dist'),
  currency: 'EUR',
})
const bare = await serveBarePage(servers.cdnUrl)
const stage = { shop: servers.shopUrl, cdn: servers.cdnUrl, bare, ids: readItemIds(folder) }

let failures = 0
const header = ['step']
const rows = story.map(({ name }) => [name])
for (const driver of drivers) {
  const browser = await driver.launch()
  header.push(`${driver.name} ${browser.version}`)
  try {
    for (const [i, { name, play }] of story.entries()) {
      const limits = KNOWN_LIMITS.filter(({ browser, step }) => browser === driver.name && step.test(name))
      let cell: string
      try {
        const detail = await withTimeout(play(browser, stage, driver), LONGEST_STEP, name)
        cell = detail ? `yes: ${detail}` : 'yes'
        for (const { why } of limits) console.log(`  no limit any more: ${why}`)
      } catch (error) {
        const { message } = error as Error
        const limit = limits.find(({ shows }) => shows.test(message))
        cell = `no: ${limit?.why ?? message}`
        if (!limit) failures++
        console.log(`  ${message}`)
      }
      console.log(`${driver.name} ${browser.version}: ${name}: ${cell}`)
      rows[i].push(cell)
    }
  } finally {
    await browser.close()
  }
}
bare.close()
await servers.close()

const line = (cells: string[]) => `| ${cells.join(' | ')} |`
const table = [header, header.map(() => '---'), ...rows].map(line).join('\n')
console.log(`\n${table}\n\n${failures} failed`)
if (values.write)
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(TABLE, (_, begin, end) => begin + table + end),
  )
process.exit(failures > 0 ? 1 : 0)
