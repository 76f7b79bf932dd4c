import type { PersonalizerStatus } from 'penchant'
import { AT_REST } from 'penchant/list'
import { useSyncExternalStore } from 'react'
import { usePersonalizer } from './provider.ts'

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
