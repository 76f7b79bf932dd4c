import { type Item, type ItemColumns, LIMITS } from '@penchant/protocol'
import { DataError } from '../errors.ts'

/** The file of item columns. @throws DataError where it is larger than a browser takes */
export function encodeItemColumns(items: readonly Item[]): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(JSON.stringify(toItemColumns(items)))
  const most = Math.min(LIMITS.modelBytes, LIMITS.itemsBytes + items.length * LIMITS.itemBytes)
  if (bytes.length <= most) return bytes
  throw new DataError(
    `not published: the titles, addresses … of ${items.length} items take ${Math.ceil(bytes.length / 1000)} kB, and browsers take ${Math.floor(most / 1000)} kB; shorten them in the items file and prepare again`,
  )
}

/** Items as columns, in the order of their rows. A column that no item has is left out. */
function toItemColumns(items: readonly Item[]): ItemColumns {
  const columns: ItemColumns = { id: items.map((item) => item.id) }
  const has = (name: keyof Item) => items.some((item) => item[name] !== undefined && item[name] !== null)
  if (has('title')) columns.title = items.map((item) => item.title ?? null)
  for (const name of ['price', 'listPrice', 'added', 'trend'] as const) {
    if (has(name)) columns[name] = items.map((item) => item[name] ?? null)
  }
  if (has('category')) {
    const { codes, values } = encode(
      items.map((item) => (item.category?.length ? JSON.stringify(item.category) : null)),
    )
    columns.category = codes
    columns.categories = values.map((text) => JSON.parse(text) as string[])
  }
  if (has('brand')) {
    const { codes, values } = encode(items.map((item) => item.brand ?? null))
    columns.brand = codes
    columns.brands = values
  }
  if (has('url')) {
    const prefix = commonPrefix(items.map((item) => item.url))
    columns.urlPrefix = prefix
    columns.url = items.map((item) => item.url?.slice(prefix.length) ?? null)
  }
  if (has('image')) {
    const prefix = commonPrefix(items.map((item) => item.image))
    const suffix = commonSuffix(items.map((item) => item.image?.slice(prefix.length)))
    columns.imagePrefix = prefix
    columns.imageSuffix = suffix
    columns.image = items.map((item) => item.image?.slice(prefix.length, item.image.length - suffix.length) ?? null)
  }
  return columns
}

/** Distinct values in order of appearance, and each entry's place among them. */
function encode(values: (string | null)[]): { codes: (number | null)[]; values: string[] } {
  const places = new Map<string, number>()
  const codes = values.map((value) => {
    if (value === null) return null
    if (!places.has(value)) places.set(value, places.size)
    return places.get(value)!
  })
  return { codes, values: [...places.keys()] }
}

function commonPrefix(texts: (string | undefined)[]): string {
  const given = texts.filter((text) => text !== undefined)
  let prefix = given[0] ?? ''
  for (const text of given) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1)
  return prefix
}

function commonSuffix(texts: (string | undefined)[]): string {
  const reverse = (text: string) => [...text].reverse().join('')
  return reverse(commonPrefix(texts.map((text) => (text === undefined ? undefined : reverse(text)))))
}
