import type { EventParams } from '@penchant/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCountOnce } from './count-once.ts'

const view = (...ids: string[]): EventParams => ({ items: ids.map((item_id) => ({ item_id })) })

function start() {
  let time = 0
  const once = createCountOnce(() => time)
  return {
    ...once,
    /** Ids that counted. */
    take: (source: string, name: string, ...ids: string[]) =>
      once.take(source, name, view(...ids))?.items?.map(({ item_id }) => item_id) ?? [],
    whole: once.take,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

describe('an event that several sources report', () => {
  it('counts as often as the source that reported it most often did, in whatever order they come', () => {
    const sources = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 })
    fc.assert(
      fc.property(sources, (reports) => {
        const { take } = start()
        const counted = reports.filter((source) => take(source, 'add_to_cart', 'x').length > 0).length
        const most = Math.max(0, ...['a', 'b', 'c'].map((source) => reports.filter((one) => one === source).length))
        expect(counted).toBe(most)
      }),
    )
  })

  it('counts for the items that are new, for another event, and in its short form', () => {
    const { take, whole } = start()
    expect(take('a', 'view_item_list', 'x', 'y')).toEqual(['x', 'y'])
    expect(take('b', 'view_item_list', 'y', 'z')).toEqual(['z'])
    expect(take('b', 'select_item', 'y')).toEqual(['y'])
    expect(whole('c', 'select_item', { item_id: 'y' })).toBeNull()
    expect(whole('a', 'search', { search_term: 'mill' })).toEqual({ search_term: 'mill' })
    expect(whole('b', 'search', { search_term: 'mill' })).toBeNull()
    expect(whole('b', 'search', { search_term: 'kettle' })).toEqual({ search_term: 'kettle' })
  })

  it('counts again on the next page, unless a slow source is only late for the one before', () => {
    const { take, nextPage, pass } = start()
    take('a', 'view_item', 'x')
    pass(1000)
    take('a', 'add_to_cart', 'x')
    pass(1500)
    nextPage()
    expect(take('b', 'add_to_cart', 'x')).toEqual([])
    expect(take('b', 'view_item', 'x')).toEqual(['x'])
  })
})

it('counts a purchase once for its transaction, whoever reports it and on whatever page', () => {
  const { whole, nextPage, pass } = start()
  const bought = (...ids: string[]) => ({ ...view(...ids), transaction_id: 't1' })
  expect(whole('a', 'purchase', bought('x', 'y'))).toEqual(bought('x', 'y'))
  pass(60_000)
  nextPage()
  expect(whole('a', 'purchase', bought('x'))).toBeNull()
  expect(whole('b', 'purchase', bought('y', 'z'))).toEqual(bought('z'))
  expect(whole('b', 'purchase', { ...view('x'), transaction_id: 't2' })).not.toBeNull()
})
