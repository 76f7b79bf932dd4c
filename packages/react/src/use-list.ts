import type { ShopRequest } from 'penchant'
import { createRecommendationList, IDLE, keyOf, type ListSnapshot } from 'penchant/list'
import { useMemo, useSyncExternalStore } from 'react'
import { usePersonalizer } from './provider.ts'

/** The answer to this very request: another request, another list. On a server, and while its markup is hydrated, none. */
export function useList(request: ShopRequest | null): ListSnapshot {
  const personalizer = usePersonalizer()
  const key = keyOf(request)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal request made anew in each render is the same
  const list = useMemo(() => createRecommendationList(personalizer, request), [personalizer, key])
  return useSyncExternalStore(list.subscribe, list.getSnapshot, () => IDLE)
}
