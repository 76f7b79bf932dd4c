import { expect, it } from 'vitest'
import { createRequestLog } from './request-log.ts'

it('keeps the newest thousand requests, however long a page stays without a network', () => {
  const log = createRequestLog()
  for (let i = 0; i < 2500; i++) {
    log.add({ url: `https://cdn.example/${i}`, bytes: 0, milliseconds: 1, fromCache: false })
  }
  const urls = log.list().map(({ url }) => url)
  expect(urls).toHaveLength(1000)
  expect(urls.at(-1)).toBe('https://cdn.example/2499')
})
