import { FEEDBACK } from '@penchant/learning'
import type { Reason, StoredInteraction } from '@penchant/protocol'
import type { Candidate } from './candidate.ts'
import { itemsTurnedDown } from './history/items-turned-down.ts'
import { itemSimilarity } from './item-similarity.ts'
import type { Serving } from './serving.ts'

/** What the visitor has turned down speaks against its like, the more the more alike. */
export interface Against {
  /** What is left of a candidate's score, and the reason; `null` where nothing speaks against it. */
  of(candidate: Candidate): { factor: number; reason: Reason } | null
}

/** @returns `null` where nothing was turned down. */
export function against(history: readonly StoredInteraction[], serving: Serving | null): Against | null {
  const likeness = itemSimilarity(serving)
  const words = [...itemsTurnedDown(history)].flatMap(([id, { event }]) => {
    const row = serving?.catalogue.row(id) ?? 0
    const lowers = FEEDBACK.lowers[event] ?? 0
    // Without a model nothing is known to be alike; the item itself is left out, or not, by the kinds of lists.
    return row > 0 && lowers > 0 ? { item: { id }, row, lowers } : []
  })
  if (words.length === 0) return null
  return {
    of(candidate) {
      let factor = 1
      let item = ''
      for (const word of words) {
        const alike = likeness({ ...word, score: 0, reasons: () => [] }, candidate)
        const share = Math.max(0, alike - FEEDBACK.alikeFrom) / (1 - FEEDBACK.alikeFrom)
        const left = 1 - word.lowers * Math.min(1, share)
        if (left >= factor) continue
        factor = left
        item = word.item.id
      }
      return item === '' ? null : { factor, reason: { kind: 'turned-down', item, weight: 1 - factor } }
    },
  }
}
