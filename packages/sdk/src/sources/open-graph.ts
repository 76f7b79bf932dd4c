import type { MarkedProduct } from './product-markup.ts'

/** The product of the page in its Open Graph tags, as Facebook's and Pinterest's catalogues read them. */
export function readOpenGraph(): MarkedProduct | undefined {
  const content = (...names: string[]): string | undefined => {
    for (const name of names) {
      const meta = document.querySelector<HTMLMetaElement>(`meta[property="${name}"], meta[name="${name}"]`)
      if (meta?.content.trim()) return meta.content.trim()
    }
  }
  if (!/^(og:)?product(\.item)?$/.test(content('og:type') ?? '')) return
  const item_id = content('product:retailer_item_id', 'product:retailer_part_no')
  if (!item_id) return
  const fields = {
    item_name: content('og:title'),
    item_brand: content('product:brand', 'og:brand'),
    item_category: content('product:category'),
    price: content('product:sale_price:amount', 'product:price:amount', 'og:price:amount'),
    currency: content('product:sale_price:currency', 'product:price:currency', 'og:price:currency'),
  }
  const known = Object.entries(fields).filter(([, value]) => value !== undefined)
  return { item: { item_id, ...Object.fromEntries(known) }, url: content('og:url'), top: true }
}
