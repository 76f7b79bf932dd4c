import { beforeEach, describe, expect, it } from 'vitest'
import { createRequestLog, type LoggedRequest } from './request-log.ts'

const requests = (...urls: string[]): LoggedRequest[] =>
  urls.map((url) => ({ url, bytes: 1, milliseconds: 1, fromCache: false }))

describe('createRequestLog', () => {
  beforeEach(() => sessionStorage.clear())

  it('keeps the requests of every engine, over restarts and pages, each once', () => {
    const first = createRequestLog('log')
    first.observe(requests('a'))
    first.observe(requests('a', 'b'))
    first.observe(requests('a', 'b'))
    first.observe(requests('a'))
    const next = createRequestLog('log')
    next.observe(requests('a', 'c'))
    expect(next.all().map(({ url }) => url)).toEqual(['a', 'b', 'a', 'a', 'c'])
    next.clear()
    expect(next.all()).toEqual([])
    next.observe(requests('d'))
    expect(createRequestLog('log').all()).toEqual(requests('d'))
  })

  it('survives what somebody else left in the storage', () => {
    for (const left of ['{', '7', 'null', '[1]', '{"a":1}', '[{"requests":7}]']) {
      sessionStorage.setItem('log', left)
      expect(createRequestLog('log').all()).toEqual([])
    }
  })
})
