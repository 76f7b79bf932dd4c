import type { StoredInteraction } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { checkRequest } from '../check-request.ts'
import { recommend } from '../recommend.ts'
import { itemsCapped } from './items-capped.ts'

const HOUR = 3_600_000
const NOW = 100 * 24 * HOUR
const seen = (item: string, hoursAgo: number, session: number): StoredInteraction => ({
  id: 0,
  session,
  time: NOW - hoursAgo * HOUR,
  item,
  event: 'impression',
})
const history = [
  seen('old', 200, 1),
  seen('week', 100, 2),
  seen('week', 90, 2),
  seen('day', 20, 3),
  seen('day', 10, 4),
  seen('now', 0.2, 5),
  { ...seen('bought', 0.2, 5), event: 'purchase' as const },
  seen('now', 0.1, 5),
]

describe('items that were shown often enough', () => {
  it('are counted by impressions within the period', () => {
    expect([...itemsCapped(history, { times: 2, per: 'week' }, NOW)]).toEqual(['week', 'day', 'now'])
    expect([...itemsCapped(history, { times: 2, per: 'day' }, NOW)]).toEqual(['day', 'now'])
    expect([...itemsCapped(history, { times: 2, per: 'session' }, NOW)]).toEqual(['now'])
    expect([...itemsCapped(history, { times: 1, per: 'day' }, NOW)]).toEqual(['day', 'now'])
    expect([...itemsCapped(history, { times: 3, per: 'week' }, NOW)]).toEqual([])
  })

  it('belong to no session once it is over', () => {
    expect([...itemsCapped(history, { times: 1, per: 'session' }, NOW + HOUR)]).toEqual([])
  })

  it('are left out of a list', async () => {
    const items = ['now', 'day', 'bought']
    const ask = async (frequencyCap?: { times: number }) => {
      const answer = await recommend(checkRequest({ kind: 'rerank', items, frequencyCap }), null, history, { now: NOW })
      return answer.items.map(({ item }) => item.id)
    }
    expect(await ask()).toEqual(items)
    expect(await ask({ times: 2 })).toEqual(['bought'])
  })
})
