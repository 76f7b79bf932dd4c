import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { PAGE_FLAGS, systemChromium } from '../chromium.js'
import { findInProfile } from './find-in-profile.ts'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'
import type { BareOptions } from './serve-bare-page.ts'
import { waitForEngine } from './wait-for-engine.ts'

/** In no file of the shop's, so that whatever holds one has it from the visit. */
const ITEMS = ['zq-item-5501977', 'zq-item-8830412']
const TERM = 'zqterm velvet armchair'
const TEXTS = [...ITEMS, TERM]

/** One visit of a browser that is closed again, as a visitor's is. */
async function visit(
  profile: string,
  servers: Parameters<typeof openBarePage>[1],
  options: BareOptions,
  does: (page: Page) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: systemChromium(),
    args: PAGE_FLAGS,
    headless: true,
  })
  const page = await context.newPage()
  await openBarePage(page, servers, 'module', options)
  await does(page)
  await context.close()
}

async function browse(page: Page): Promise<void> {
  await waitForEngine(page)
  await page.evaluate(
    ([items, term]) => {
      for (const item_id of items) window.personalizer.track('view_item', { items: [{ item_id }] })
      window.personalizer.track('search', { search_term: term })
    },
    [ITEMS, TERM] as const,
  )
  await page.waitForFunction(() => window.personalizer.getSnapshot().queued === 0)
  await page.evaluate(() => window.personalizer.recommend({ kind: 'recently-viewed' }))
}

const withdraw = async (page: Page): Promise<void> => {
  expect(await page.evaluate(() => window.personalizer.consent.deny())).toBe(true)
}

let profile: string
test.beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'penchant-profile-'))
})
test.afterEach(() => rmSync(profile, { recursive: true, force: true }))

test('what a visit left on disk is gone after withdrawal, byte for byte, at once and on a later visit', async ({
  servers,
}) => {
  await visit(profile, servers, {}, browse)
  // The search finds what is there.
  expect(new Set(findInProfile(profile, TEXTS).map(({ text }) => text))).toEqual(new Set(TEXTS))
  await visit(profile, servers, { consent: 'pending' }, withdraw)
  expect(findInProfile(profile, TEXTS)).toEqual([])

  await visit(profile, servers, {}, async (page) => {
    await browse(page)
    await withdraw(page)
  })
  expect(findInProfile(profile, TEXTS)).toEqual([])
})

test('what is encrypted or in memory alone never reaches the disk', async ({ servers }) => {
  await visit(profile, servers, { encrypt: true }, browse)
  expect(findInProfile(profile, TEXTS)).toEqual([])
  // It is there nevertheless, for who has the key.
  await visit(profile, servers, { encrypt: true }, async (page) => {
    const { interactions, storage } = await waitForEngine(page)
    expect([interactions, storage]).toEqual([3, 'indexeddb'])
    await withdraw(page)
  })

  await visit(profile, servers, { consent: { store: false } }, async (page) => {
    await browse(page)
    const { engine, purposes } = await page.evaluate(() => window.personalizer.getSnapshot())
    expect(purposes.store).toBe(false)
    expect(engine).toMatchObject({ storage: 'memory', storageProblem: 'no-consent', interactions: 3 })
    const kept = () =>
      page.evaluate(async () => [await indexedDB.databases(), await caches.keys(), localStorage.length])
    expect(await kept()).toEqual([[], [], 0])
  })
  expect(findInProfile(profile, TEXTS)).toEqual([])
})
