import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request.ts'

describe('a request', () => {
  it('passes on what the engine understands, and keeps the fallback on the page', () => {
    const request = { kind: 'similar', seed: 'a', count: 100, exclude: ['b'] }
    expect(checkRequest({ ...request, fallback: ['x', { id: 'y' }] })).toEqual({
      request,
      fallback: ['x', { id: 'y' }],
      errors: [],
    })
    expect(checkRequest(undefined)).toEqual({ request: {}, fallback: [], errors: [] })
  })

  it.each([
    [{ kind: 'best' }, 'kind is "best"; give one of for-you, similar, bought-together, popular, recently-viewed.'],
    [{ kind: 'similar' }, 'seed is undefined; give the id of the item the list is about.'],
    [{ kind: 'bought-together', seed: '' }, 'seed is ""; give the id of the item the list is about.'],
    [{ count: 0 }, 'count is 0; give a whole number from 1 to 100.'],
    [{ count: 101 }, 'count is 101; give a whole number from 1 to 100.'],
    [{ count: '5' }, 'count is "5"; give a whole number from 1 to 100.'],
    [{ exclude: 'a' }, 'exclude is "a"; give an array of item ids.'],
    [{ exclude: [1] }, 'exclude is [1]; give an array of item ids.'],
    [{ fallback: 'a' }, 'fallback is "a"; give an array of item ids or items.'],
    [7, 'the request is 7; give an object such as { kind: "for-you", count: 10 }.'],
    [null, 'the request is null; give an object such as { kind: "for-you", count: 10 }.'],
  ])('%j is refused by name', (given, message) => {
    expect(checkRequest(given).errors.map((error) => `${error.name}: ${error.message}`)).toEqual([
      `InvalidRequest: recommend: ${message}`,
    ])
  })

  it('keeps what is right of a fallback that is partly wrong', () => {
    const { fallback, errors } = checkRequest({ fallback: ['x', 5, { title: 'no id' }, { id: 'y' }] })
    expect(fallback).toEqual(['x', { id: 'y' }])
    expect(errors).toHaveLength(1)
  })
})
