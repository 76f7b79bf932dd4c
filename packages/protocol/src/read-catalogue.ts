import { penchantError } from './errors.ts'
import type { Item } from './item.ts'

/** The shop's items, by their id and by their row of the item table. */
export interface Catalogue {
  /** Items are rows 1…size. */
  size: number
  /** Row of an item, or 0 where the model does not know the id. */
  row(id: string): number
  /** What a card needs to show the item of a row (1…size). */
  item(row: number): Item
  /** Number of the row's category, or `null`: rows of equal number are of one category. */
  category(row: number): number | null
}

type Column = unknown[] | undefined

function refuse(column: string, index: number, value: unknown, wanted: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError(
    'ModelInvalid',
    `items: "${column}"[${index}] is ${shown}, not ${wanted}: publish the model again`,
  )
}

/** A URL that is followed or shown on the shop's page: nothing that runs as a script there. */
function isHarmless(url: string, schemes: RegExp): boolean {
  // Browsers skip spaces and control characters before and within the scheme.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url.replace(/[\s\p{Cc}]/gu, ''))
  return !scheme || schemes.test(scheme[0])
}

/**
 * Reads `items.json`. Every column is checked, since its values end up on the shop's page. Throws
 * `ModelInvalid` naming the column, the place and the value.
 *
 * @param size items that the manifest promises
 */
export function readCatalogue(bytes: Uint8Array, size: number): Catalogue {
  let columns: Record<string, unknown>
  try {
    columns = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw penchantError('ModelInvalid', `items: no JSON (${(error as Error).message}): publish the model again`)
  }
  if (typeof columns !== 'object' || columns === null) refuse('items', 0, columns, 'an object')

  function column(name: string, length: number, isRight: (value: unknown) => boolean, wanted: string): Column {
    const values = columns[name]
    if (values === undefined) return undefined
    if (!Array.isArray(values) || values.length !== length) {
      const found = Array.isArray(values) ? values.length : 0
      throw penchantError(
        'ModelInvalid',
        `items: "${name}" has ${found} entries, not ${length}: publish the model again`,
      )
    }
    for (let i = 0; i < length; i++) if (!isRight(values[i])) refuse(name, i, values[i], wanted)
    return values
  }
  const lengthOf = (name: string) => (Array.isArray(columns[name]) ? (columns[name] as unknown[]).length : 0)
  const affix = (name: string): string => {
    const value = columns[name] ?? ''
    return typeof value === 'string' ? value : refuse(name, 0, value, 'a text')
  }
  const isId = (value: unknown) => typeof value === 'string' && value !== ''
  const isText = (value: unknown) => value === null || typeof value === 'string'
  const isPrice = (value: unknown) => value === null || (typeof value === 'number' && Number.isFinite(value))
  const isIndex = (count: number) => (value: unknown) =>
    value === null || (Number.isInteger(value) && (value as number) >= 0 && (value as number) < count)
  const isPath = (value: unknown) => Array.isArray(value) && value.every((part) => typeof part === 'string')
  const isLink = (prefix: string, suffix: string, schemes: RegExp) => (value: unknown) =>
    value === null || (typeof value === 'string' && isHarmless(prefix + value + suffix, schemes))

  const urlPrefix = affix('urlPrefix')
  const imagePrefix = affix('imagePrefix')
  const imageSuffix = affix('imageSuffix')
  const ids = column('id', size, isId, 'a text') as string[] | undefined
  if (!ids) throw penchantError('ModelInvalid', 'items: "id" is missing: publish the model again')
  const title = column('title', size, isText, 'a text')
  const url = column('url', size, isLink(urlPrefix, '', /^https?:$/i), 'an http(s) or relative URL')
  const imageSchemes = /^(https?|data|blob):$/i
  const image = column(
    'image',
    size,
    isLink(imagePrefix, imageSuffix, imageSchemes),
    'an http(s), data or relative URL',
  )
  const price = column('price', size, isPrice, 'a finite number')
  const listPrice = column('listPrice', size, isPrice, 'a finite number')
  const added = column('added', size, isPrice, 'a finite number')
  const trend = column('trend', size, isPrice, 'a finite number')
  const categories = column('categories', lengthOf('categories'), isPath, 'an array of texts')
  const brands = column('brands', lengthOf('brands'), isText, 'a text')
  const category = column('category', size, isIndex(lengthOf('categories')), 'an index of "categories"')
  const brand = column('brand', size, isIndex(lengthOf('brands')), 'an index of "brands"')

  const rows = new Map<string, number>()
  for (let i = 0; i < size; i++) {
    if (rows.has(ids[i])) refuse('id', i, ids[i], 'an id of its own')
    rows.set(ids[i], i + 1)
  }

  return {
    size,
    row: (id) => rows.get(id) ?? 0,
    category: (row) => (category?.[row - 1] as number | null | undefined) ?? null,
    item(row) {
      const i = row - 1
      const item: Item = { id: ids[i] }
      const set = <K extends keyof Item>(key: K, value: unknown) => {
        if (value !== null && value !== undefined) item[key] = value as Item[K]
      }
      const joined = (values: Column, prefix: string, suffix: string) =>
        values?.[i] == null ? undefined : prefix + values[i] + suffix
      set('title', title?.[i])
      set('url', joined(url, urlPrefix, ''))
      set('image', joined(image, imagePrefix, imageSuffix))
      set('price', price?.[i])
      set('listPrice', listPrice?.[i])
      set('added', added?.[i])
      set('trend', trend?.[i])
      set('category', category?.[i] == null ? undefined : categories?.[category[i] as number])
      set('brand', brand?.[i] == null ? undefined : brands?.[brand[i] as number])
      return item
    },
  }
}
