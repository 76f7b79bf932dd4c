import type { DuckDBConnection } from '@duckdb/node-api'
import type { Item } from '@penchant/protocol'
import type { DatasetItem } from '../dataset.ts'
import type { ItemFieldDescription } from '../dataset-description.ts'
import { UsageError } from '../errors.ts'
import type { Output } from '../output.ts'
import { type ColumnMap, completeMap, describeColumns, describeMap, ITEM_COLUMNS } from './column-map.ts'
import { parseTimestamp } from './event-time.ts'
import type { Exclusions } from './exclusions.ts'
import { fieldText } from './field-text.ts'
import { MAX_ID_LENGTH } from './item-ids.ts'
import { openTable } from './open-table.ts'
import type { RejectedRows } from './rejected-rows.ts'

const DAY_SECONDS = 86_400
/** Characters of a title, a URL, a category path …: each text is downloaded by every visitor. */
const LONGEST_TEXT = 2000

export interface Catalogue {
  /** Attributes of an item as one line of JSON: a hundred thousand texts are smaller than as many objects. */
  items: ReadonlyMap<string, string>
  excluded(id: string): boolean
  /** What a model may learn an item by. */
  fields: ItemFieldDescription[]
}

export interface ReadItemsOptions {
  file: string
  map: ColumnMap
  /** What separates the names of a category path; `null`: `>` where a value has one, else `/`. */
  categorySeparator: string | null
  exclusions: Exclusions
}

/** Reads the items file. Of lines with the same id the first counts. */
export async function readCatalogue(
  { file, map: given, categorySeparator, exclusions }: ReadItemsOptions,
  connection: DuckDBConnection,
  rejected: RejectedRows,
  output: Output,
): Promise<Catalogue> {
  const table = await openTable(file, connection)
  const map = completeMap('--map-items', given, ITEM_COLUMNS, file, table.columns)
  if (!map.has('id'))
    throw new UsageError(
      `${file} has no column for the item id; name it with --map-items id=COLUMN (${describeColumns(table.columns)})`,
    )
  if (exclusions.title && !map.has('title'))
    throw new UsageError(
      `--exclude-title needs titles, and ${file} has none; name their column with --map-items title=COLUMN`,
    )
  output.line(`items: ${describeMap(map)}`)

  const names = [...map.keys()]
  const items = new Map<string, string>()
  const untitled = new Set<string>()
  let repeated = 0
  for await (const rows of table.rows([...map.values()])) {
    for (const row of rows) {
      rejected.rows++
      const item = row.fields ? itemOf(names, row.fields, categorySeparator) : row.problem!
      if (typeof item === 'string') rejected.add(file, row.line, item, row.text || JSON.stringify(row.fields))
      else if (items.has(item.id)) repeated++
      else {
        if (item.title !== undefined && exclusions.title?.test(item.title)) untitled.add(item.id)
        items.set(item.id, JSON.stringify(item))
      }
    }
  }
  rejected.check()
  if (repeated > 0) output.line(`items: ${repeated} lines repeat an id; the first line of an item counts`)
  return { items, excluded: (id) => exclusions.ids.has(id) || untitled.has(id), fields: fieldsOf(names) }
}

/** Fields in a fixed order, whatever that of the columns. A price may come with the events. */
function fieldsOf(names: readonly string[]): ItemFieldDescription[] {
  const fields: ItemFieldDescription[] = []
  if (names.includes('category')) fields.push({ kind: 'path', name: 'category' })
  if (names.includes('brand')) fields.push({ kind: 'category', name: 'brand' })
  fields.push({ kind: 'price', name: 'price' })
  for (const name of names.toSorted()) {
    if (name.startsWith('attribute.')) fields.push({ kind: 'category', name: name.slice(10) })
    if (name.startsWith('number.')) fields.push({ kind: 'number', name: name.slice(7) })
  }
  if (names.includes('title')) fields.push({ kind: 'title', name: 'title' })
  return fields
}

/** Columns of the shop's own, or what is wrong with one. */
function attributesOf(
  names: readonly string[],
  value: (name: string) => string,
): Record<string, string | number> | string {
  const attributes: Record<string, string | number> = {}
  for (const name of names) {
    const [kind, own] = name.split('.')
    if (own === undefined || value(name) === '') continue
    attributes[own] = kind === 'number' ? Number(value(name)) : value(name)
    if (kind === 'number' && !Number.isFinite(attributes[own])) return `${name} "${value(name)}" is no number`
  }
  return attributes
}

/** The item, or what is wrong with the row. */
function itemOf(names: readonly string[], fields: readonly (string | null)[], separator: string | null): Item | string {
  const value = (name: string): string => fieldText(fields[names.indexOf(name)])
  const id = value('id')
  if (id === '') return 'item id is empty'
  if (id.length > MAX_ID_LENGTH) return `an id is longer than ${MAX_ID_LENGTH} characters`
  const long = names.find((name) => value(name).length > LONGEST_TEXT)
  if (long) {
    return `${long} is longer than ${LONGEST_TEXT} characters; shorten it, or name another column with --map-items ${long}=COLUMN`
  }
  const item: Item & Pick<DatasetItem, 'attributes'> = { id }
  for (const name of ['title', 'brand', 'url', 'image'] as const) if (value(name) !== '') item[name] = value(name)
  for (const name of ['price', 'listPrice'] as const) {
    const price = value(name)
    if (price === '') continue
    item[name] = Number(price)
    if (!(item[name] >= 0 && item[name] < Infinity)) return `${name} "${price}" is no number from 0`
  }
  const added = value('added')
  if (added !== '') {
    const time = parseTimestamp(added)
    if (Number.isNaN(time)) return `added "${added}" is no date such as 2024-05-31`
    item.added = Math.floor(time / DAY_SECONDS)
  }
  const category = ['category', 'category2', 'category3', 'category4', 'category5'].flatMap((name) => {
    const text = value(name)
    return text.split(separator ?? (text.includes('>') ? '>' : '/')).map((part) => part.trim())
  })
  const path = category.filter((part) => part !== '')
  if (path.length > 0) item.category = path
  const attributes = attributesOf(names, value)
  if (typeof attributes === 'string') return attributes
  if (Object.keys(attributes).length > 0) item.attributes = attributes
  return item
}
