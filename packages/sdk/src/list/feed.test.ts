import type { Recommendation } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import type { ShopRequest } from '../check-request.ts'
import type { Personalizer } from '../personalizer.ts'
import { createServerPersonalizer } from '../server-personalizer.ts'
import { createFeed } from './feed.ts'

const ids = ({ getSnapshot }: ReturnType<typeof createFeed>) => getSnapshot().recommendations.map(({ item }) => item.id)

/** Recommends from `catalogue` what the request does not name as shown, and sometimes what it does. */
function recommender(catalogue: string[], asked: ShopRequest[] = [], repeats = 0): Personalizer {
  return {
    ...createServerPersonalizer(),
    async recommend(request = {}) {
      asked.push(request)
      const shown = new Set(request.after?.slice(repeats))
      const items = catalogue.filter((id) => !shown.has(id)).slice(0, request.count)
      const recommended = items.map((id): Recommendation => ({ item: { id }, score: 1, reasons: [] }))
      return { id: 'r', kind: 'for-you', items: recommended, source: 'model', took: 0 }
    },
  }
}

describe('createFeed', () => {
  it('goes on where it ended, tells who listens, and ends with the catalogue', async () => {
    const asked: ShopRequest[] = []
    const feed = createFeed(recommender(['a', 'b', 'c', 'd', 'e'], asked), { kind: 'for-you', count: 2 })
    const heard: string[] = []
    const unsubscribe = feed.subscribe(() => heard.push(feed.getSnapshot().status))
    expect(feed.getSnapshot()).toEqual({ status: 'idle', recommendations: [] })
    await feed.more()
    expect(ids(feed)).toEqual(['a', 'b'])
    await feed.more()
    await feed.more()
    expect(ids(feed)).toEqual(['a', 'b', 'c', 'd', 'e'])
    await feed.more()
    expect(feed.getSnapshot().status).toBe('ended')
    await feed.more()
    expect(asked.map(({ after }) => after!.join(''))).toEqual(['', 'ab', 'abcd', 'abcde'])
    expect(heard).toEqual(['loading', 'ready', 'loading', 'ready', 'loading', 'ready', 'loading', 'ended'])
    unsubscribe()
  })

  it('asks once however often it is asked meanwhile', async () => {
    const asked: ShopRequest[] = []
    const feed = createFeed(recommender(['a', 'b', 'c'], asked), { count: 1 })
    await Promise.all([feed.more(), feed.more(), feed.more()])
    expect(asked).toHaveLength(1)
    expect(ids(feed)).toEqual(['a'])
  })

  it('shows nothing twice, whatever it is answered', async () => {
    const feed = createFeed(recommender(['a', 'b', 'c', 'd'], [], 1), { count: 2 })
    await feed.more()
    await feed.more()
    expect(ids(feed)).toEqual(['a', 'b', 'c'])
  })

  it('goes on in the shop’s order where nothing can be recommended', async () => {
    const feed = createFeed(createServerPersonalizer(), { fallback: ['x', 'y', 'z'], count: 2 })
    await feed.more()
    await feed.more()
    expect(ids(feed)).toEqual(['x', 'y', 'z'])
    await feed.more()
    expect(feed.getSnapshot().status).toBe('ended')
  })

  it('ends, and throws nothing, where a wrapped personalizer rejects; asks nobody without one', async () => {
    const broken = { ...createServerPersonalizer(), recommend: () => Promise.reject(new Error('wrapped badly')) }
    const feed = createFeed(broken, {})
    await feed.more()
    expect(feed.getSnapshot()).toEqual({ status: 'ended', recommendations: [] })
    const none = createFeed(null, {})
    await none.more()
    expect(none.getSnapshot().status).toBe('idle')
  })
})
