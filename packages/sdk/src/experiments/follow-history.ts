import type { StoredInteraction } from '@penchant/protocol'
import type { Personalizer } from '../personalizer.ts'
import { whenIdle } from '../when-idle.ts'

/** What the visitor has done, oldest first; `null` where the shop's code may not have what is counted of it. */
export async function historyOf(
  personalizer: Pick<Personalizer, 'export' | 'consent'>,
): Promise<StoredInteraction[] | null> {
  return personalizer.consent.purposes.export ? ((await personalizer.export())?.interactions ?? []) : null
}

/**
 * Tells a result when it has become another, some time after the visitor has done something. What the shop's own callback
 * throws goes to the console. @returns ends it
 */
export function followResult<T>(
  personalizer: Personalizer,
  result: () => Promise<T | null>,
  onResult: ((result: T) => void) | undefined,
): () => void {
  if (!onResult) return () => {}
  let callOff = () => {}
  let seen: number | undefined
  let told = ''
  async function tell(): Promise<void> {
    const found = await result()
    const text = JSON.stringify(found)
    if (!found || text === told) return
    told = text
    try {
      onResult!(found)
    } catch (error) {
      console.error(error)
    }
  }
  const unsubscribe = personalizer.subscribe(() => {
    const interactions = personalizer.getSnapshot().engine?.interactions
    if (interactions === undefined || interactions === seen) return
    seen = interactions
    callOff()
    callOff = whenIdle(() => void tell())
  })
  return () => {
    callOff()
    unsubscribe()
  }
}
