import { opinion } from '@penchant/learning'
import type { StoredInteraction } from '@penchant/protocol'
import { itemsTurnedDown } from './items-turned-down.ts'

/** Ids of items that the visitor's last word on was that they are not wanted. */
export function itemsUnwanted(history: readonly StoredInteraction[]): Set<string> {
  return new Set([...itemsTurnedDown(history)].flatMap(([id, word]) => (opinion(word) === 'dislike' ? id : [])))
}
