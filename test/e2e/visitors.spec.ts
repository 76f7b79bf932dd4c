import type { Page } from '@playwright/test'
import type { Personalizer } from 'penchant'
import { expect, test } from './fixtures.ts'
import { openBarePage } from './open-bare-page.ts'

const DATABASE = 'visitors'

const databases = (page: Page) =>
  page.evaluate(
    async (shop) => (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(shop) ? name : [])).sort(),
    DATABASE,
  )
/** Signs in or out, does one thing, and gives all that is stored of whoever is there then. */
const visit = (page: Page, visitor: string | null, item: string, merge = false) =>
  page.evaluate(
    async ([visitor, item, merge]) => {
      const { personalizer } = window as unknown as { personalizer: Personalizer }
      await personalizer.identify(visitor, { merge })
      personalizer.track('view_item', { item_id: item })
      return (await personalizer.export())?.interactions.map(({ item }) => item)
    },
    [visitor, item, merge] as const,
  )

test('visitors of one device are kept apart, merged when the shop says so, and all erased by a withdrawal', async ({
  page,
  context,
  servers,
}) => {
  await openBarePage(page, servers, 'script', { database: DATABASE })
  expect(await visit(page, null, 'a')).toEqual(['a'])
  expect(await visit(page, 'ann@mail.example', 'b')).toEqual(['b'])
  expect(await visit(page, null, 'c')).toEqual(['a', 'c'])
  expect(await visit(page, 'bob', 'd', true)).toEqual(['a', 'c', 'd'])
  expect(await visit(page, null, 'e')).toEqual(['e'])

  // Another tab is whose the page says it is.
  const other = await context.newPage()
  await openBarePage(other, servers, 'module', { database: DATABASE, visitor: 'bob' })
  expect(await visit(other, 'bob', 'f')).toEqual(['a', 'c', 'd', 'f'])
  expect(await visit(page, null, 'g')).toEqual(['e', 'g'])
  const names = await databases(page)
  expect(names).toEqual([DATABASE, expect.stringMatching(/^visitors~[0-9a-f]{64}$/), expect.stringMatching(/~/)])
  expect(names.join()).not.toMatch(/ann|bob/)

  const status = () => other.evaluate(() => window.personalizer.getSnapshot())
  expect(await status()).toMatchObject({ identified: true })
  expect(await page.evaluate(() => window.personalizer.consent.deny())).toBe(true)
  expect(await databases(page)).toEqual([])
  await other.waitForFunction(() => window.personalizer.getSnapshot().engine?.interactions === 0)
})
