import type { PersonalizerStatus } from 'penchant'
import { useSyncExternalStore } from 'react'
import { usePersonalizer } from './provider.ts'

/** What a server's personalizer says, and so what its markup is hydrated with. */
const AT_REST: PersonalizerStatus = {
  state: 'idle',
  consent: 'pending',
  queued: 0,
  dropped: 0,
  message: '',
  engine: null,
}
const MISSING: PersonalizerStatus = {
  ...AT_REST,
  message: 'No <PenchantProvider> is around this component.',
}

const never = () => () => {}

/** Consent, state and engine of the visitor's recommender; the component follows it. */
export function usePersonalizerStatus(): PersonalizerStatus {
  const personalizer = usePersonalizer()
  return useSyncExternalStore(
    personalizer?.subscribe ?? never,
    personalizer?.getSnapshot ?? (() => MISSING),
    () => AT_REST,
  )
}
