import type { PersonalizerStatus } from 'penchant'
import { type ShallowRef, shallowRef } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

/** What a server's personalizer says, and so what its markup is hydrated with; also where none was provided. */
const AT_REST: PersonalizerStatus = {
  state: 'idle',
  consent: 'pending',
  queued: 0,
  dropped: 0,
  message: '',
  engine: null,
}
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
