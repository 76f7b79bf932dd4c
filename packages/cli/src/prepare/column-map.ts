import { DataError, UsageError } from '../errors.ts'

/** What a column of a file means to us → the column's name in the file. */
export type ColumnMap = Map<string, string>

/** Usual names of each column, compared without case and punctuation; the first that a file has is taken. */
export const EVENT_COLUMNS: Record<string, readonly string[]> = {
  time: [
    'time',
    'timestamp',
    'ts',
    'eventtime',
    'eventtimestamp',
    'datetime',
    'unixtime',
    'createdat',
    'date',
    'eventdate',
    'invoicedate',
  ],
  visitor: [
    'visitor',
    'visitorid',
    'user',
    'userid',
    'uid',
    'customer',
    'customerid',
    'client',
    'clientid',
    'userpseudoid',
    'anonymousid',
  ],
  session: ['session', 'sessionid', 'gasessionid', 'visit', 'visitid'],
  item: ['item', 'itemid', 'product', 'productid', 'sku', 'skuid', 'stockcode', 'articleid', 'asin'],
  event: ['event', 'eventname', 'eventtype', 'action', 'behavior', 'behaviortype', 'type'],
  quantity: ['quantity', 'qty'],
  price: ['price', 'unitprice', 'itemprice'],
  recommendation: ['via', 'attribution', 'recommendation', 'recommendationid'],
  'context.device': ['device', 'devicetype', 'devicecategory'],
}

export const ITEM_COLUMNS: Record<string, readonly string[]> = {
  id: ['id', 'item', 'itemid', 'product', 'productid', 'sku', 'skuid', 'articleid', 'asin'],
  title: ['title', 'name', 'itemname', 'productname', 'producttitle', 'description'],
  price: ['price', 'unitprice', 'itemprice', 'medianprice'],
  category: ['category', 'categorypath', 'itemcategory', 'producttype', 'cate'],
  category2: ['category2', 'itemcategory2', 'subcategory'],
  category3: ['category3', 'itemcategory3'],
  category4: ['category4', 'itemcategory4'],
  category5: ['category5', 'itemcategory5'],
  brand: ['brand', 'itembrand', 'vendor', 'manufacturer'],
  listPrice: ['listprice', 'regularprice', 'compareatprice', 'msrp', 'rrp', 'wasprice', 'originalprice'],
  added: ['added', 'addedat', 'createdat', 'publishedat', 'availablefrom', 'releasedate', 'launchdate'],
  url: ['url', 'link', 'producturl', 'href'],
  image: ['image', 'imageurl', 'imagelink', 'img', 'picture', 'thumbnail'],
}

/**
 * Reads `ours=theirs,ours=theirs`.
 * @throws UsageError for a pair that is none, or a name on the left that we do not know.
 */
export function parseMap(
  option: string,
  texts: readonly string[],
  known: (name: string) => boolean,
  names: string,
): ColumnMap {
  const map: ColumnMap = new Map()
  for (const pair of texts.join(',').split(',')) {
    if (pair.trim() === '') continue
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    const value = pair.slice(equals + 1).trim()
    if (equals < 1 || value === '')
      throw new UsageError(`${option} ${pair}: expected NAME=VALUE, for example ${names.split(', ')[0]}=…`)
    if (!known(name)) throw new UsageError(`${option} ${pair}: "${name}" is none of ${names}`)
    map.set(name, value)
  }
  return map
}

/** `--map`: the columns of events; `device` is short for `context.device`. */
export function parseEventMap(texts: readonly string[]): ColumnMap {
  const names = Object.keys(EVENT_COLUMNS).filter((name) => !name.startsWith('context.'))
  const map = parseMap(
    '--map',
    texts,
    (name) => names.includes(name) || name === 'device' || /^context\.[A-Za-z][A-Za-z0-9_]*$/.test(name),
    `${names.join(', ')}, device, context.NAME`,
  )
  const device = map.get('device')
  if (device !== undefined) {
    map.delete('device')
    map.set('context.device', device)
  }
  return map
}

/** `--map-items`: the columns of the items file; `attribute.NAME` and `number.NAME` are what the shop knows besides. */
export function parseItemMap(texts: readonly string[]): ColumnMap {
  const names = Object.keys(ITEM_COLUMNS)
  return parseMap(
    '--map-items',
    texts,
    (name) => names.includes(name) || /^(attribute|number)\.[A-Za-z][A-Za-z0-9_]*$/.test(name),
    `${names.join(', ')}, attribute.NAME, number.NAME`,
  )
}

/**
 * Completes the names the user gave with those that can be guessed from a file's columns. A guess
 * never takes a column that is given another meaning.
 * @throws UsageError when a column the user named is not in the file.
 */
export function completeMap(
  option: string,
  given: ColumnMap,
  guesses: Record<string, readonly string[]>,
  path: string,
  columns: readonly string[],
): ColumnMap {
  for (const [name, column] of given)
    if (!columns.includes(column))
      throw new UsageError(`${option} ${name}=${column}: ${path} has no such column; ${describeColumns(columns)}`)
  const map = new Map(given)
  const taken = new Set(given.values())
  for (const [name, candidates] of Object.entries(guesses)) {
    if (map.has(name)) continue
    for (const candidate of candidates) {
      const column = columns.find((other) => !taken.has(other) && plain(other) === candidate)
      if (column === undefined) continue
      map.set(name, column)
      taken.add(column)
      break
    }
  }
  return map
}

/** Every file of a run has to have the columns that the first one showed. */
export function checkColumns(map: ColumnMap, path: string, columns: readonly string[]): void {
  for (const [name, column] of map)
    if (!columns.includes(column))
      throw new DataError(`${path} has no column "${column}" for ${name}; ${describeColumns(columns)}`)
}

/** The columns of a file for a message: a file that is none may have any bytes for a header. */
export function describeColumns(columns: readonly string[]): string {
  const names = columns.slice(0, 30).map((name) => name.slice(0, 40).replace(/\p{C}/gu, '?'))
  return `it has ${names.join(', ')}${columns.length > names.length ? ', …' : ''}`
}

/** `time ← ts, visitor ← user` */
export function describeMap(map: ColumnMap): string {
  return [...map].map(([name, column]) => (name === column ? name : `${name} ← ${column}`)).join(', ')
}

function plain(column: string): string {
  return column.toLowerCase().replace(/[^a-z0-9]/g, '')
}
