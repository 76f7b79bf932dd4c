import type { Item, Recommendation } from 'penchant'
import { say } from './words.ts'

/** Why an item is in the list, in one sentence: what weighed most. Empty where the shop's own order is shown. */
export function reasonWords({ item, reasons: [reason] }: Recommendation, known: ReadonlyMap<string, Item>): string {
  if (!reason) return ''
  const about = reason.item ?? ''
  // An item that is its own reason was met before.
  return say(about === item.id ? 'history' : reason.kind, { item: known.get(about)?.title ?? say('something') })
}
