import type { Recommendation } from 'penchant'
import { safeUrl } from './safe-url.ts'

/** What a card may show, by the names that templates use. Absent: the item lacks it, or it was no safe address. */
export interface CardFacts {
  id: string
  title: string
  url?: string
  image?: string
  price?: string
  brand?: string
  category?: string
  reason: string
}

function money(price: number, currency: string | null, locale: string | undefined): string {
  try {
    return price.toLocaleString(locale, currency ? { style: 'currency', currency } : {})
  } catch {
    // A currency that is none.
    return String(price)
  }
}

/**
 * An item's facts as text and safe addresses. Catalogue and markup are untrusted: nothing here is ever parsed.
 *
 * @param list says how the shop wants them: `currency` (ISO 4217; without one a price is a bare number), `item-url` (the
 *   shop's own product addresses, `/product/{id}`; otherwise the catalogue's).
 */
export function cardFacts(
  { item, group }: Recommendation,
  reason: string,
  list: HTMLElement & { locale: string | undefined },
): CardFacts {
  const { id, title, brand, category, price, image, url } = item
  return {
    id,
    title: group?.at(-1) || title || id,
    url: safeUrl(list.getAttribute('item-url')?.replaceAll('{id}', encodeURIComponent(id)) ?? url),
    image: safeUrl(image),
    price: typeof price === 'number' ? money(price, list.getAttribute('currency'), list.locale) : undefined,
    brand,
    category: category?.at(-1),
    reason,
  }
}
