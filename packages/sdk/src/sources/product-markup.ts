import { type EventItem, penchantError } from '@penchant/protocol'

/** A product as a page describes it, with the address of its own page where it says so. */
export interface MarkedProduct {
  item: EventItem
  url?: string
  /** It stands for itself: not inside a list, and not related to another product. */
  top: boolean
}

/** Longest script that is read, characters, and how much of its tree. */
const LONGEST = 500_000
const DEEPEST = 20
const MOST_NODES = 10_000

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value])
const plain = (value: unknown) => (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
const text = (...values: unknown[]): string | undefined => {
  const found = values.flatMap(list).find(plain)
  return found === undefined ? undefined : String(found).trim()
}
/** `schema:Product`, `https://schema.org/Product` and `Product` are one. */
const isA = (node: Fields, type: RegExp) =>
  list(node['@type']).some((name) => typeof name === 'string' && type.test(name.replace(/^.*[/:#]/, '')))
const nameOf = (value: unknown) => text(isObject(value) ? value.name : (list(value).find(isObject)?.name ?? value))

/** `A > B > C`, or a list of them, as GA4's `item_category` … `item_category5`. */
function categories(path: readonly string[]): Partial<EventItem> {
  const names = ['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'] as const
  return Object.fromEntries(path.slice(0, names.length).map((name, i) => [names[i], name]))
}

function productOf(node: Fields, top: boolean): MarkedProduct | undefined {
  const offers = list(node.offers).filter(isObject)
  const offer = offers[0] ?? {}
  const specification = list(offer.priceSpecification).find(isObject)
  const id = text(
    node.sku,
    node.productID,
    offer.sku,
    node.productGroupID,
    node.gtin,
    node.gtin13,
    node.gtin12,
    node.gtin8,
    node.mpn,
  )
  if (id === undefined) return
  const price = text(offer.price, offer.lowPrice, specification?.price)
  const item: EventItem = { item_id: id }
  const add = (fields: Partial<EventItem>) => {
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) Object.assign(item, { [name]: value })
  }
  add({
    item_name: text(node.name),
    item_brand: nameOf(node.brand),
    price,
    currency: text(offer.priceCurrency, specification?.priceCurrency),
    ...categories((nameOf(node.category) ?? '').split(/\s*[>›»]\s*/).filter(Boolean)),
  })
  return { item, url: text(node.url, node['@id'], offer.url), top }
}

/** From broad to narrow, without the shop's front page and the product itself. */
function crumbsOf(node: Fields, product: EventItem | undefined): string[] {
  const steps = list(node.itemListElement)
    .filter(isObject)
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map((step) => {
      const target = isObject(step.item) ? step.item : {}
      return { name: text(step.name, target.name), url: text(target['@id'], target.url, step.item) }
    })
  const isFront = (url = '') => {
    try {
      return new URL(url, document.baseURI).pathname === '/'
    } catch {
      return false
    }
  }
  return steps.flatMap(({ name, url }) => (name && !(url && isFront(url)) && name !== product?.item_name ? [name] : []))
}

/**
 * Every product in the page's JSON-LD: `Product` and `ProductGroup` with their `Offer`, in arrays, `@graph`s and lists;
 * the one product of the page has the categories of its `BreadcrumbList`. Scripts that are no JSON are told as
 * `InvalidEvent`, each once.
 *
 * @param told scripts whose mistakes are known.
 */
export function readProductMarkup(told: WeakSet<Element>, report: (error: Error) => void): MarkedProduct[] {
  const products: MarkedProduct[] = []
  const trails: Fields[] = []
  let nodes = 0

  function walk(value: unknown, top: boolean, depth: number): void {
    if (depth > DEEPEST || ++nodes > MOST_NODES) return
    if (Array.isArray(value)) {
      for (const entry of value) walk(entry, top, depth + 1)
      return
    }
    if (!isObject(value)) return
    let below = top
    if (isA(value, /^BreadcrumbList$/)) {
      trails.push(value)
      return
    }
    if (isA(value, /^(Product|ProductGroup|IndividualProduct|ProductModel)$/)) {
      const product = productOf(value, top)
      if (product) products.push(product)
      below = false
    } else if (isA(value, /^(ItemList|OfferCatalog|CollectionPage|SearchResultsPage)$/)) below = false
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'object') walk(child, below && key !== 'itemListElement', depth + 1)
    }
  }

  for (const [index, script] of document.querySelectorAll('script[type="application/ld+json"]').entries()) {
    const json = script.textContent ?? ''
    try {
      if (json.length > LONGEST) throw new Error(`${json.length} characters, at most ${LONGEST} are read`)
      walk(JSON.parse(json), true, 0)
    } catch (error) {
      if (told.has(script)) continue
      told.add(script)
      report(
        penchantError(
          'InvalidEvent',
          `page-markup: JSON-LD script ${index + 1} is not read: ${(error as Error).message}; check it with a validator.`,
        ),
      )
    }
  }

  const own = products.filter(({ top }) => top)
  const trail = trails.map((one) => crumbsOf(one, own[0]?.item)).sort((a, b) => b.length - a.length)[0]
  if (own.length === 1 && trail?.length) Object.assign(own[0]!.item, categories(trail))
  return products
}
