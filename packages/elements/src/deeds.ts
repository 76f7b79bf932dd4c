import type { EventName, ExportedData, Item } from 'penchant'
import { ago } from './ago.ts'
import { say } from './words.ts'

/** Of many items, so many are named. */
const FEW = 3

/** One thing that the visitor did: an event with several items is stored as several interactions. */
export interface Deed {
  ids: number[]
  /** A sentence. */
  text: string
  /** How long ago. */
  note: string
}

/** What the visitor did, newest first. */
export function deeds(
  interactions: ExportedData['interactions'],
  items: ReadonlyMap<string, Item>,
  locale: string | undefined,
): Deed[] {
  const found = new Map<string, { names: string[]; ids: number[]; event: EventName; time: number }>()
  for (const { id, item = '', event, time, term } of [...interactions].reverse()) {
    const key = event + time
    const deed = found.get(key) ?? { names: [], ids: [], event, time }
    found.set(key, deed)
    deed.ids.push(id)
    deed.names.push(items.get(item)?.title ?? (item || (term ?? '')))
  }
  return [...found.values()].map(({ names, ids, event, time }) => {
    const all = [...new Set(names)]
    const item = all.splice(0, FEW).join(', ') + (all[0] ? ` +${all.length}` : '')
    // An event without a sentence of its own.
    const text = say(event, { item }) || `${event}: ${item}`
    return { text, note: ago(time, Date.now(), locale), ids }
  })
}
