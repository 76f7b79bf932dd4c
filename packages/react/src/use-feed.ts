import type { ShopRequest } from 'penchant'
import { createFeed, type FeedSnapshot, keyOf, NO_FEED } from 'penchant/list'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { usePersonalizer } from './provider.ts'

export interface FeedResult extends FeedSnapshot {
  /** Asks for the next `count`, e.g. when the visitor comes near the end. Never rejects. */
  more: () => Promise<void>
}

/**
 * A list without an end. The first part is asked for by itself; another request begins another feed.
 *
 * @param request null asks nothing.
 */
export function useFeed(request: ShopRequest | null = {}): FeedResult {
  const personalizer = usePersonalizer()
  const key = keyOf(request)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal request made anew in each render is the same
  const feed = useMemo(() => createFeed(personalizer, request), [personalizer, key])
  useEffect(() => {
    if (feed.getSnapshot().status === 'idle') void feed.more()
  }, [feed])
  return { ...useSyncExternalStore(feed.subscribe, feed.getSnapshot, () => NO_FEED), more: feed.more }
}
