/** Interactions back in time at which one weighs half. */
const HALF_LIFE = 10
/** Interactions that are taken to have gone to the candidates' own mix: a visitor of two clicks has no mix. */
const PSEUDO_EVENTS = 5
/** Share of the target mix in the list's own, so that a category it lacks is no division by zero. */
const SMOOTHING = 0.01

/**
 * What a visitor's choices went to, the newest weighing most: not normalised, for `calibrate` adds what everybody chooses.
 *
 * @param categories of the choices, oldest first; `undefined` where an item has none
 */
export function categoryMix(categories: readonly (string | undefined)[]): Map<string, number> {
  const mix = new Map<string, number>()
  for (const [i, category] of categories.entries()) {
    if (category === undefined) continue
    mix.set(category, (mix.get(category) ?? 0) + 0.5 ** ((categories.length - 1 - i) / HALF_LIFE))
  }
  return mix
}

/**
 * Takes, one after the other, what raises (1 − λ) · relevance − λ · KL(p ‖ q̃) most: p is the visitor's mix of categories,
 * q̃ the list's. Relevance is the place in the list, evenly from 1 to 0, as `diversify` has it.
 *
 * Source: Steck, "Calibrated recommendations", RecSys 2018.
 *
 * @param list best first
 * @param count how many are taken
 * @param calibration λ, 0 (the list's own order) to 1
 * @param mix of `categoryMix`
 */
export function calibrate<T>(
  list: readonly T[],
  count: number,
  calibration: number,
  categoryOf: (entry: T) => string | undefined,
  mix: ReadonlyMap<string, number>,
): T[] {
  if (calibration === 0 || mix.size === 0) return list.slice(0, count)
  const target = targetOf(list.map(categoryOf), mix)
  const left = list.map((entry, place) => ({
    entry,
    category: categoryOf(entry),
    relevance: 1 - place / Math.max(1, list.length - 1),
  }))
  const taken = new Map<string | undefined, number>()
  const chosen: T[] = []
  while (chosen.length < count && left.length > 0) {
    const size = chosen.length + 1
    // What a category brings is the same for all of its entries, so only the first of each can be the best.
    let best = 0
    let most = Number.NEGATIVE_INFINITY
    const tried = new Set<string | undefined>()
    for (const [i, { category, relevance }] of left.entries()) {
      if (tried.has(category)) continue
      tried.add(category)
      const value = (1 - calibration) * relevance - calibration * divergence(target, taken, category, size)
      if (value > most) {
        most = value
        best = i
      }
    }
    const [{ entry, category }] = left.splice(best, 1)
    taken.set(category, (taken.get(category) ?? 0) + 1)
    chosen.push(entry)
  }
  return chosen
}

/** p, shrunk towards the candidates' own mix. */
function targetOf(categories: readonly (string | undefined)[], mix: ReadonlyMap<string, number>): Map<string, number> {
  const known = categories.filter((category) => category !== undefined)
  const target = new Map(mix)
  for (const category of known) target.set(category, (target.get(category) ?? 0) + PSEUDO_EVENTS / known.length)
  const total = [...target.values()].reduce((sum, value) => sum + value, 0)
  return new Map([...target].map(([category, value]) => [category, value / total]))
}

/** KL(p ‖ q̃) of the list with one more of `category`, `size` together. */
function divergence(
  target: ReadonlyMap<string, number>,
  taken: ReadonlyMap<string | undefined, number>,
  category: string | undefined,
  size: number,
): number {
  let sum = 0
  for (const [name, p] of target) {
    const q = ((taken.get(name) ?? 0) + (name === category ? 1 : 0)) / size
    sum += p * Math.log(p / ((1 - SMOOTHING) * q + SMOOTHING * p))
  }
  return sum
}
