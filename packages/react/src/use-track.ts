import type { Emit, EventName, EventParams } from 'penchant'
import { keyOf } from 'penchant/list'
import { useEffect } from 'react'
import { usePersonalizer } from './provider.ts'

const nowhere: Emit = () => {}

/**
 * Says what the visitor does, in GA4's vocabulary: the returned function is `personalizer.track`, the same in every render.
 *
 * Given an event, tracks it when the component is there, and again when it has become another one; once in StrictMode too.
 *
 * @param name nothing is tracked without one, e.g. while the product is not there yet.
 */
export function useTrack(name?: EventName | (string & {}) | null | false, params?: EventParams): Emit {
  const track = usePersonalizer()?.track ?? nowhere
  const key = keyOf([name, params])
  // biome-ignore lint/correctness/useExhaustiveDependencies: an equal event made anew in each render is the same
  useEffect(() => {
    if (!name) return
    let gone = false
    // StrictMode takes every new component off the page at once and puts it back.
    queueMicrotask(() => gone || track(name, params))
    return () => {
      gone = true
    }
  }, [track, key])
  return track
}
