import type { ShopRequest } from 'penchant'
import { createFeed, type Feed, type FeedSnapshot, keyOf, NO_FEED } from 'penchant/list'
import { type ComputedRef, computed, type MaybeRefOrGetter, shallowRef, toValue } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

export interface FeedResult {
  status: ComputedRef<FeedSnapshot['status']>
  recommendations: ComputedRef<FeedSnapshot['recommendations']>
  /** Asks for the next `count`, e.g. when the visitor comes near the end. Never rejects. */
  more: () => Promise<void>
}

/**
 * A list without an end. The first part is asked for by itself; another request begins another feed.
 *
 * @param request as it is, a ref or a getter; null asks nothing.
 */
export function useFeed(request: MaybeRefOrGetter<ShopRequest | null> = {}): FeedResult {
  const personalizer = usePersonalizer()
  const key = computed(() => keyOf(toValue(request)))
  const shown = shallowRef({ key: '', snapshot: NO_FEED })
  const snapshot = computed(() => (shown.value.key === key.value ? shown.value.snapshot : NO_FEED))
  let feed: Feed | undefined

  watchMounted(key, (key, onCleanup) => {
    // Read from its key, a reactive request is plain data; what it falls back to is no part of the key.
    const own = toValue(request)
    const begun = createFeed(personalizer, key && own ? { ...JSON.parse(key), fallback: own.fallback } : own)
    feed = begun
    onCleanup(
      begun.subscribe(() => {
        shown.value = { key, snapshot: begun.getSnapshot() }
      }),
    )
    void begun.more()
  })
  return {
    status: computed(() => snapshot.value.status),
    recommendations: computed(() => snapshot.value.recommendations),
    more: async () => feed?.more(),
  }
}
