import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request.ts'

describe('a request', () => {
  it('passes on what the engine understands, and keeps the fallback on the page', () => {
    const request = { kind: 'similar', seed: 'a', count: 100, exclude: ['b'], filter: 'price < 5', newer: { a: 1 } }
    expect(checkRequest({ ...request, fallback: ['x', { id: 'y' }] })).toEqual({
      request,
      fallback: ['x', { id: 'y' }],
      errors: [],
    })
    expect(checkRequest(undefined)).toEqual({ request: {}, fallback: [], errors: [] })
  })

  it.each([
    [{ count: 0 }, 'count is 0; give a whole number from 1.'],
    [{ count: '5' }, 'count is "5"; give a whole number from 1.'],
    [{ exclude: 'a' }, 'exclude is "a"; give an array of item ids.'],
    [{ exclude: [1] }, 'exclude is [1]; give an array of item ids.'],
    [{ hide: 'a' }, 'hide is "a"; give an array of item ids.'],
    [{ kind: 'rerank', items: [''] }, 'items is [""]; give an array of item ids.'],
    [{ fallback: 'a' }, 'fallback is "a"; give an array of item ids, or of items with an id.'],
    [{ fallback: 7 }, 'fallback is 7; give an array of item ids, or of items with an id.'],
    [7, 'the request is 7; give an object such as { kind: "for-you" }.'],
    [null, 'the request is null; give an object such as { kind: "for-you" }.'],
  ])('%j is refused by name', (given, message) => {
    expect(checkRequest(given).errors.map((error) => `${error.name}: ${error.message}`)).toEqual([
      `InvalidRequest: recommend: ${message}`,
    ])
  })

  it('takes the list that is to be ordered as the shop’s own order', () => {
    expect(checkRequest({ kind: 'rerank', items: ['x', 'y'] })).toMatchObject({ fallback: ['x', 'y'], errors: [] })
    expect(checkRequest({ kind: 'rerank', items: ['x', 'y'], fallback: ['z'] }).fallback).toEqual(['z'])
  })

  it('passes nothing on that the page itself would stumble over', () => {
    const { request } = checkRequest({ count: 'all', exclude: 7, hide: {}, items: 'x' })
    expect(request).toEqual({})
  })

  it('never throws, whatever the shop’s own object does', () => {
    const broken = new Error('a getter of the shop')
    const given = {
      get count() {
        throw broken
      },
    }
    expect(checkRequest(given)).toEqual({ request: {}, fallback: [], errors: [broken] })
  })

  it('keeps what is right of a fallback that is partly wrong', () => {
    const { fallback, errors } = checkRequest({ fallback: ['x', 5, { title: 'no id' }, { id: 'y' }] })
    expect(fallback).toEqual(['x', { id: 'y' }])
    expect(errors).toHaveLength(1)
  })
})
