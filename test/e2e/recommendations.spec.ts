import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const forYou = (page: Page) => page.locator('[data-slot="for-you"]')
const shown = (page: Page) =>
  forYou(page)
    .locator('.card:not(.ghost)')
    .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.id))
/** What the engine has stored last. */
const lastViewed = (page: Page) =>
  page.evaluate(async () => {
    const { items } = await window.penchant!.personalizer.recommend({ kind: 'recently-viewed', count: 1 })
    return items[0]?.item.title
  })

test('once it is allowed, clicks change what is recommended', async ({ page }) => {
  await page.goto('/')
  const before = await shown(page)
  expect(before).toHaveLength(10)
  await page.getByRole('button', { name: 'Personalise on this device' }).click()
  await expect(forYou(page).locator('.slot-note')).toContainText('this list will follow you')

  // Three products of one department, as a visitor would look at them.
  await page.locator('.tile').first().click()
  const list = page.url()
  const names: (string | null)[] = []
  for (const place of [0, 1, 2]) {
    const link = page.locator('.results .card-link').nth(place)
    names.push(await link.locator('.card-title').textContent())
    await link.click()
    await expect(page).toHaveURL(/\/p\//)
    // As long as a glance at least: the engine starts anew with each page, and what waits for it goes with the page.
    await expect.poll(() => lastViewed(page)).toBe(names[place])
    await page.goto(list)
  }
  await page.goto('/')
  await expect(forYou(page).locator('.slot-note')).toContainText('Chosen on this device from')
  // The note shows what the list was made from.
  const reasons = await forYou(page)
    .locator('.slot-note img')
    .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).alt))
  expect(reasons.length).toBeGreaterThan(0)
  for (const reason of reasons) expect(names).toContain(reason)
  const after = await shown(page)
  expect(after).toHaveLength(10)
  expect(after).not.toEqual(before)
  await expect(page.locator('[data-slot="recently-viewed"] .card-title').first()).toHaveText(names[2] ?? '')

  // What a visitor does not want goes, and does not come back.
  const [first] = after
  await forYou(page).locator('.card-dismiss').first().click()
  await expect.poll(() => shown(page)).not.toContain(first)
})
