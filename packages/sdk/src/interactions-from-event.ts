import {
  type EventName,
  type EventParams,
  type Interaction,
  isEventName,
  isItemEvent,
  MAX_ITEMS_PER_EVENT,
} from '@penchant/protocol'
import { show } from './show.ts'
import { wrongValue } from './wrong-value.ts'

export interface EventReading {
  /** One for each valid item, or one without an item for events that name none. */
  interactions: Interaction[]
  /** `InvalidEvent`, one for each entry or field that was left out. */
  errors: Error[]
}

/** Longest id or text that is read, characters. */
const LONGEST_TEXT = 500

/** Events besides the item events that say nothing without an item. */
const NEED_ITEM: ReadonlySet<string> = new Set(['view_item_list', 'dwell', 'scroll', 'impression'])

type TextKey = 'term' | 'surface' | 'recommendation' | 'via'

/** Where an item was shown, the readable name first. */
const LIST = ['item_list_name', 'item_list_id']

/** The parameter that becomes an interaction's `value`, with its range. */
const VALUES: Partial<Record<EventName, [field: 'rating' | 'seconds' | 'depth', from: number, to: number]>> = {
  rate_item: ['rating', 1, 5],
  dwell: ['seconds', 0, Number.MAX_VALUE],
  scroll: ['depth', 0, 1],
}

/** A text or an id, which shops write as numbers, too; undefined for what is none. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT) return value
}

/** One number, with or without a currency around it, with any thousands separator in it. */
const AMOUNT = /^\D*?(-?\d[\d.,'\s]*)\D*$/
const LONGEST_AMOUNT = 40

/** Reads `12.5`, `"12.50"`, `"1.299,00 €"` and `"$1,299"`; undefined for what is no amount. */
function amount(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.length > LONGEST_AMOUNT) return
  const written = AMOUNT.exec(value)?.[1]
  if (!written) return
  const plain = Number(value)
  if (Number.isFinite(plain)) return plain
  // A separator is the decimal one where one or two digits follow it to the end.
  const digits = written.replace(/['\s]/g, '')
  return Number(digits.replace(/[.,](?!\d{1,2}$)/g, '').replace(',', '.'))
}

/**
 * Reads an event in GA4's vocabulary. Its parameters are page content: untrusted. What is wrong is
 * left out and named; the rest of the same event is kept.
 *
 * @param time milliseconds since the Unix epoch.
 */
export function interactionsFromEvent(name: unknown, given: unknown = {}, time: number): EventReading {
  const interactions: Interaction[] = []
  const errors: Error[] = []
  const refuse = (field: string, value: unknown, remedy: string) => {
    errors.push(wrongValue('InvalidEvent', `track(${show(name)}): ${field}`, value, remedy))
  }
  const reading = { interactions, errors }

  if (!isEventName(name)) {
    refuse('the event', name, 'give a GA4 name such as view_item, or "other"')
    return reading
  }
  if (typeof given !== 'object' || given === null) {
    refuse('params', given, 'give an object such as { item_id: "sku-1" }')
    return reading
  }
  const params = given as EventParams

  const common: Interaction = { event: name, time }

  /** Sets `key` from the first of `fields` that is there. */
  const take = (target: Interaction, key: TextKey, path: string, from: object, ...fields: string[]) => {
    const field = fields.find((one) => (from as Record<string, unknown>)[one] != null)
    if (field === undefined) return
    const value = (from as Record<string, unknown>)[field]
    const read = text(value)
    if (read === undefined) refuse(path + field, value, `give 1 to ${LONGEST_TEXT} characters`)
    else target[key] = read
  }
  take(common, 'surface', '', params, 'surface', ...LIST)
  take(common, 'recommendation', '', params, 'recommendation_id')
  take(common, 'via', '', params, 'attribution')
  if (name.includes('search')) {
    take(common, 'term', '', params, 'search_term')
    if (common.term === undefined) {
      if (params.search_term == null) refuse('search_term', params.search_term, 'give what was searched for')
      return reading
    }
  }

  const wanted = VALUES[name]
  if (wanted) {
    const [field, from, to] = wanted
    const value = amount(params[field])
    if (value === undefined || value < from || value > to) {
      refuse(field, params[field], `give a number from ${from} to ${to}`)
      return reading
    }
    common.value = value
  }

  const needsItem = isItemEvent(name) || NEED_ITEM.has(name)
  const entries: unknown = params.items ?? (params.item_id == null ? [] : [params])
  if (!Array.isArray(entries) || (needsItem && entries.length === 0)) {
    refuse('items', params.items, 'give an array with at least one item, or item_id')
    return reading
  }
  if (entries.length === 0) interactions.push(common)
  if (entries.length > MAX_ITEMS_PER_EVENT) {
    refuse('items.length', entries.length, `give at most ${MAX_ITEMS_PER_EVENT}`)
  }
  for (const [index, entry] of entries.slice(0, MAX_ITEMS_PER_EVENT).entries()) {
    const path = `items[${index}]`
    if (typeof entry !== 'object' || entry === null) {
      refuse(path, entry, 'give an object such as { item_id: "sku-1" }')
      continue
    }
    const item = text(entry.item_id)
    if (item === undefined) {
      refuse(`${path}.item_id`, entry.item_id, `give the shop's own id, 1 to ${LONGEST_TEXT} characters`)
      continue
    }
    const interaction: Interaction = { ...common, item }
    take(interaction, 'surface', `${path}.`, entry, ...LIST)
    interaction.about = text([entry.item_name, entry.item_brand, entry.item_category].map(text).join(' '))
    for (const field of ['price', 'quantity'] as const) {
      const value: unknown = entry[field]
      if (value == null) continue
      const read = amount(value)
      if (read === undefined || read < 0) refuse(`${path}.${field}`, value, 'give a number from 0')
      else interaction[field] = read
    }
    interactions.push(interaction)
  }
  return reading
}
