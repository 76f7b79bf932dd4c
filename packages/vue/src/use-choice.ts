import type { ChoiceRequest, ChoiceResponse } from 'penchant'
import { keyOf } from 'penchant/list'
import { type ComputedRef, computed, type MaybeRefOrGetter, shallowRef, toValue } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

/**
 * Which banner, tile or section a slot is to show. Asked once for as long as the component is there: every answer counts
 * as shown. `track('select_promotion', { attribution: choice.id })` says that it was clicked.
 *
 * @param request as it is, a ref or a getter; null asks nothing.
 * @returns null until it is chosen, and on a server: leave the place empty, and nothing moves.
 */
export function useChoice(request: MaybeRefOrGetter<ChoiceRequest | null>): ComputedRef<ChoiceResponse | null> {
  const personalizer = usePersonalizer()
  const key = computed(() => keyOf(toValue(request)))
  const chosen = shallowRef<{ key: string; choice: ChoiceResponse } | null>(null)

  watchMounted(key, async (key) => {
    // Read from its key, a reactive request is plain data.
    const asked: ChoiceRequest | null = key ? JSON.parse(key) : toValue(request)
    if (personalizer && asked) chosen.value = { key, choice: await personalizer.choose(asked) }
  })
  return computed(() => (chosen.value?.key === key.value ? chosen.value.choice : null))
}
