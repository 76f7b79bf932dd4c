import { html } from '../../src/view/html.ts'
import { itemTitle } from '../../src/view/item-words.ts'
import { slot } from '../../src/view/slot.ts'
import type { Page } from '../layout.ts'
import { listing, listingQuery } from '../listing.ts'
import type { Shop } from '../shop.ts'
import { listingView } from './listing-view.ts'

const LONGEST_TERM = 120

export function searchPage(shop: Shop, search: URLSearchParams): Page {
  const { site, catalogue } = shop
  const term = (search.get('q') ?? '').trim().slice(0, LONGEST_TERM)
  const found = term ? shop.search(term) : []
  const heading = term ? `“${term}”` : 'Search'
  return {
    name: 'search',
    title: term ? `Search: ${term}` : 'Search',
    term,
    data: { term, list: { id: 'search', name: 'Search results' } },
    main: html`<div class="listing-head"><h1>${heading}</h1><p>${found.length.toLocaleString('en')} ${found.length === 1 ? 'product' : 'products'}</p></div>
${
  found.length > 0
    ? listingView(shop, listing(found, listingQuery(search), itemTitle), {
        path: `${site.base}/search`,
        term,
        first: 'Best match',
      })
    : html`<p class="nothing">${
        term
          ? 'Nothing in this shop goes by those words. Try fewer or shorter ones, or start from here:'
          : 'Type what you are looking for, or start from here:'
      }</p>
${slot(site, {
  kind: 'for-you',
  heading: 'For you',
  note: 'What most visitors like. Allow personalisation, and this becomes yours.',
  count: 10,
  layout: 'grid',
  own: catalogue.items.slice(0, 10),
})}`
}`,
  }
}
