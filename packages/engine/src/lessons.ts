import { FEEDBACK, targetWeight } from '@penchant/learning'
import type { StoredInteraction } from '@penchant/protocol'

/** What each step is worth as something to foresee [steps]. @param dwells seconds until the next step, as of the sequence */
export function lessons(
  steps: readonly StoredInteraction[],
  dwells: ArrayLike<number>,
  history: readonly StoredInteraction[],
): Float32Array {
  const visible = secondsVisible(history)
  const lastPurchase = new Map<string, number>()
  for (const { item, event, id } of history) if (event === 'purchase') lastPurchase.set(item!, id)
  const session = history.at(-1)?.session
  return Float32Array.from(steps, (step, i) => {
    const told = visible.get(`${step.session} ${step.item}`)
    const seconds = told === undefined ? dwells[i] : Math.max(told, Number.isNaN(dwells[i]) ? 0 : dwells[i])
    const isAbandoned =
      step.event === 'add_to_cart' && step.session !== session && !((lastPurchase.get(step.item!) ?? 0) > step.id)
    return targetWeight(step, seconds, isAbandoned) * inversePropensity(step)
  })
}

/** Who clicked what a list showed by chance would have clicked it as often had it been shown always. */
function inversePropensity({ via, propensity }: StoredInteraction): number {
  if (via === undefined || propensity === undefined || !(propensity > 0)) return 1
  return Math.min(FEEDBACK.mostInversePropensity, 1 / propensity)
}

/** Session and item → seconds that `dwell` events tell. */
function secondsVisible(history: readonly StoredInteraction[]): Map<string, number> {
  const seconds = new Map<string, number>()
  for (const { event, item, session, value = 0 } of history) {
    if (event !== 'dwell') continue
    const key = `${session} ${item}`
    seconds.set(key, (seconds.get(key) ?? 0) + value)
  }
  return seconds
}
