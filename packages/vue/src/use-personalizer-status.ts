import type { PersonalizerStatus } from 'penchant'
import { AT_REST } from 'penchant/list'
import { type ShallowRef, shallowRef } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

/** Consent, state and engine of the visitor's recommender, kept up to date. */
export function usePersonalizerStatus(): Readonly<ShallowRef<PersonalizerStatus>> {
  const personalizer = usePersonalizer()
  const status = shallowRef(AT_REST)
  watchMounted(
    () => personalizer,
    (personalizer, onCleanup) => {
      const take = () => {
        status.value = personalizer?.getSnapshot() ?? AT_REST
      }
      onCleanup(personalizer?.subscribe(take) ?? take)
      take()
    },
  )
  return status
}
