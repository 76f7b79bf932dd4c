import type { Item } from 'penchant'

/**
 * The same for all variants of one product. Shops write a variant behind the title's last comma
 * ("Enamel Mug, Moss"), so items that differ in nothing before it are one product. A catalogue without
 * brands and categories says too little for that.
 */
export function productKey({ id, title = '', brand, category }: Item): string {
  const comma = title.lastIndexOf(',')
  if (comma < 1 || (!brand && !category?.length)) return id
  return JSON.stringify([title.slice(0, comma), brand, category])
}

/** One item a product, the first of each; the order stays. @param without products that must not appear */
export function oneOfEach<T>(entries: readonly T[], itemOf: (entry: T) => Item, without: readonly Item[] = []): T[] {
  const seen = new Set(without.map(productKey))
  return entries.filter((entry) => {
    const key = productKey(itemOf(entry))
    return !seen.has(key) && !!seen.add(key)
  })
}
