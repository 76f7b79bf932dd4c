import type { Emit, EventName, EventParams } from 'penchant'
import { keyOf } from 'penchant/list'
import { type MaybeRefOrGetter, toValue } from 'vue'
import { usePersonalizer } from './provider.ts'
import { watchMounted } from './watch-mounted.ts'

const nowhere: Emit = () => {}

/**
 * Says what the visitor does, in GA4's vocabulary: the returned function is `personalizer.track`.
 *
 * Given an event, tracks it when the component is there, and again when it has become another one.
 *
 * @param name nothing is tracked without one, e.g. while the product is not there yet.
 */
export function useTrack(
  name?: MaybeRefOrGetter<EventName | (string & {}) | null | false | undefined>,
  params?: MaybeRefOrGetter<EventParams | undefined>,
): Emit {
  const track = usePersonalizer()?.track ?? nowhere
  watchMounted(
    () => keyOf([toValue(name), toValue(params)]),
    () => {
      const event = toValue(name)
      if (event) track(event, toValue(params))
    },
  )
  return track
}
