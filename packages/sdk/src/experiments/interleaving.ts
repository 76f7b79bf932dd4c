import { penchantError, type Recommendation } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'
import type { Personalizer } from '../personalizer.ts'
import { show } from '../show.ts'
import { followResult, historyOf } from './follow-history.ts'
import { teamDraft } from './team-draft.ts'

type Ranker = (request: ShopRequest) => ShopRequest

export interface InterleavingOptions {
  /** The shop's own name of it; it is part of the attributions. */
  name: string
  /** What each of the two asks instead of the request, e.g. `b: (request) => ({ ...request, diversity: 0.3 })`. */
  a?: Ranker
  b?: Ranker
  /** Told whenever the counts have changed. Nobody else is. */
  onResult?: (result: InterleavingResult) => void
  /** From 0 to 1. Default `Math.random`. */
  random?: () => number
}

/** Items of each ranker that the visitor has followed. Compare visitors, not clicks: who has more of which. */
export interface InterleavingResult {
  experiment: string
  a: number
  b: number
}

export interface Interleaving {
  /** The same personalizer with lists of both rankers: what a binding or an element takes. */
  readonly personalizer: Personalizer
  /** `null` without the visitor's consent to `export`. */
  result(): Promise<InterleavingResult | null>
  /** Ends the listening; the personalizer goes on. */
  end(): void
}

/**
 * Shows each visitor lists of two rankers in one, by team-draft, and counts whose items are followed: a comparison that
 * needs far fewer visitors than an A/B test. The team of an item stands in its `attribution`, which later events carry, so
 * nothing else is stored. Throws `InvalidOption` for options that are wrong.
 */
export function createInterleaving(personalizer: Personalizer, options: InterleavingOptions): Interleaving {
  const { name, a = (same) => same, b = (same) => same, onResult, random = Math.random } = options
  if (typeof name !== 'string' || !/^[\w-]{1,60}$/.test(name)) {
    const remedy = 'give a name of 1 to 60 letters, digits, _ and -'
    throw penchantError('InvalidOption', `createInterleaving: name is ${show(name)}; ${remedy}.`)
  }
  const mark = (team: 'a' | 'b') => `~${name}.${team}`

  async function result(): Promise<InterleavingResult | null> {
    const history = await historyOf(personalizer)
    if (!history) return null
    const followed = { a: new Set<string>(), b: new Set<string>() }
    for (const { via = '' } of history) {
      for (const team of ['a', 'b'] as const) if (via.endsWith(mark(team))) followed[team].add(via)
    }
    return { experiment: name, a: followed.a.size, b: followed.b.size }
  }

  return {
    personalizer: {
      ...personalizer,
      async recommend(request = {}) {
        const responses = await Promise.all([personalizer.recommend(a(request)), personalizer.recommend(b(request))])
        const [ofA, ofB] = responses
        // Nothing was ranked: there is nothing to compare.
        if (ofA.source === 'shop-order' || ofB.source === 'shop-order') return ofA
        const count = Math.max(ofA.items.length, ofB.items.length)
        const items = teamDraft(ofA.items, ofB.items, count, ({ item }) => item.id, random).map(
          ({ entry, team }): Recommendation => ({ ...entry, attribution: `${entry.attribution}${mark(team)}` }),
        )
        return { ...ofA, items, took: Math.max(ofA.took, ofB.took) }
      },
    },
    result,
    end: followResult(personalizer, result, onResult),
  }
}
