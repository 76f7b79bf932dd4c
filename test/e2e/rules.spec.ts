import type { RecommendationResponse, Rule } from 'penchant'
import { expect, test } from './fixtures.ts'
import { servePages } from './serve-pages.ts'

test('rules of the script tag hold for every list, when their campaign, device and day say so', async ({
  page,
  servers,
}) => {
  const tag = (rules: string) =>
    `<script src="${servers.cdn}/penchant.js" data-model="${servers.cdn}/model/" data-consent="granted" data-learn="false" data-rules='${rules}'></script>`
  const ask = async () => {
    const { items }: RecommendationResponse = await page.evaluate(() =>
      window.penchant!.personalizer.recommend({ kind: 'popular', count: 4 }),
    )
    return items.map(({ item }) => item.id)
  }
  const plain = await servePages({ '/': tag('[]') })
  await page.goto(plain.origin)
  const [first, second, third, fourth] = await ask()

  const rules: Rule[] = [
    { name: 'sold out', apply: { hide: [first] } },
    { when: { campaign: ['autumn'], device: ['desktop'] }, apply: { pin: [{ id: fourth, place: 1 }] } },
    { when: { device: ['phone'] }, apply: { hide: [second] } },
    { when: { until: '2020-01-01' }, apply: { hide: [third] } },
  ]
  const shop = await servePages({ '/': tag(JSON.stringify(rules)), '/wrong': tag('[{"apply":{"novelty":7}}]') })
  await page.goto(shop.origin)
  expect((await ask()).slice(0, 3)).toEqual([second, third, fourth])
  await page.goto(`${shop.origin}/?utm_campaign=autumn`)
  expect((await ask()).slice(0, 3)).toEqual([fourth, second, third])

  // The shop hears what is wrong, and its page goes on.
  await page.goto(`${shop.origin}/wrong`)
  expect(await ask()).toEqual([])
  const said = page.evaluate(
    () =>
      new Promise((heard) => {
        const penchant = window.penchant as unknown as (command: 'error', listener: (error: Error) => void) => void
        penchant('error', ({ name, message }) => heard(`${name}: ${message}`))
      }),
  )
  expect(await said).toBe('InvalidRequest: rules[0].apply.novelty is 7: give a number from 0 to 1')
  plain.close()
  shop.close()
})
