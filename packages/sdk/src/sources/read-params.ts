import { type EventItem, type EventParams, MAX_ITEMS_PER_EVENT, penchantError } from '@penchant/protocol'

const PARAMS = [
  'item_id',
  'currency',
  'value',
  'transaction_id',
  'coupon',
  'shipping',
  'tax',
  'search_term',
  'item_list_id',
  'item_list_name',
  'rating',
] as const satisfies (keyof EventParams)[]

const ITEM = [
  'item_id',
  'item_name',
  'item_brand',
  'item_category',
  'item_category2',
  'item_category3',
  'item_category4',
  'item_category5',
  'item_variant',
  'item_list_id',
  'item_list_name',
  'price',
  'quantity',
  'currency',
  'index',
] as const satisfies (keyof EventItem)[]

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** What stands for a value in an event: itself where it is plain, else an empty object; nothing is called or walked. */
const plain = (value: unknown): unknown =>
  isObject(value) || typeof value === 'function' || typeof value === 'symbol' ? {} : value

/**
 * Copies what GA4 knows of an event's parameters into plain data. A page's objects are hostile until shown otherwise:
 * they may be cyclic, endless, or throw when they are read. What cannot be read is left out and told as
 * `InvalidEvent`, naming the field; the rest is kept. Never throws.
 *
 * @param where names the event in what is told, e.g. `dataLayer: view_item`.
 */
export function readParams(where: string, given: unknown, report: (error: Error) => void): EventParams {
  const refuse = (field: string, found: string, remedy: string) =>
    report(penchantError('InvalidEvent', `${where}: ${field} ${found}; ${remedy}.`))

  function get(from: object, path: string, field: string): unknown {
    try {
      return (from as Fields)[field]
    } catch (error) {
      refuse(path + field, `throws when it is read (${messageOf(error)})`, 'give a plain value')
    }
  }
  function copy(from: object, path: string, fields: readonly string[]): Fields {
    const read: Fields = {}
    for (const field of fields) {
      const value = get(from, path, field)
      if (value != null) read[field] = plain(value)
    }
    return read
  }

  if (!isObject(given)) return {}
  const params: Fields = copy(given, '', PARAMS)
  const items = get(given, '', 'items')
  if (items == null) return params
  if (!isArray(items)) return { ...params, items: plain(items) } as unknown as EventParams

  const length = Number(get(items, 'items.', 'length'))
  if (length > MAX_ITEMS_PER_EVENT) {
    refuse('items.length', `is ${length}`, `at most ${MAX_ITEMS_PER_EVENT} items an event are read`)
  }
  const entries: unknown[] = []
  for (let i = 0; i < Math.min(length, MAX_ITEMS_PER_EVENT); i++) {
    const path = `items[${i}]`
    const entry = get(items, 'items.', String(i))
    if (!isObject(entry)) {
      entries.push(plain(entry))
      continue
    }
    const item = copy(entry, `${path}.`, ITEM)
    // The names of gtag's earlier e-commerce, which GA4 still takes.
    if (item.item_id === undefined)
      Object.assign(item, copy({ item_id: get(entry, `${path}.`, 'id') }, '', ['item_id']))
    entries.push(item)
  }
  return { ...params, items: entries } as unknown as EventParams
}

/** A revoked proxy throws where it is only asked what it is. */
function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

/** What was thrown may be anything, also something that throws when it is read. */
function messageOf(thrown: unknown): string {
  try {
    return String((thrown as Error)?.message ?? thrown).slice(0, 80)
  } catch {
    return typeof thrown
  }
}
