import type { RecommendationResponse, ShopRequest } from 'penchant'
import { createRecommendationList, IDLE, keyOf, type ListStatus } from 'penchant/list'
import { type ComputedRef, computed, shallowRef } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

export interface List {
  status: ComputedRef<ListStatus>
  /** What the engine answered; undefined while the shop's own order is to be shown. */
  response: ComputedRef<RecommendationResponse | undefined>
}

/** The answer to this very request: another request, another list. On a server, and while its markup is hydrated, none. */
export function useList(request: () => ShopRequest | null): List {
  const personalizer = usePersonalizer()
  const key = computed(() => keyOf(request()))
  const shown = shallowRef({ key: '', snapshot: IDLE })
  const snapshot = computed(() => (shown.value.key === key.value ? shown.value.snapshot : IDLE))

  watchMounted(key, (key, onCleanup) => {
    // Read from its key, a reactive request is plain data: a proxy does not go to the worker.
    const list = createRecommendationList(personalizer, key ? JSON.parse(key) : request())
    const take = () => {
      shown.value = { key, snapshot: list.getSnapshot() }
    }
    onCleanup(list.subscribe(take))
    take()
  })
  return { status: computed(() => snapshot.value.status), response: computed(() => snapshot.value.response) }
}
