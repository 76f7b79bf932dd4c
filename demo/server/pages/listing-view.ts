import { card } from '../../src/view/card.ts'
import { type Html, html } from '../../src/view/html.ts'
import { icon } from '../../src/view/icon.ts'
import { brandName } from '../../src/view/item-words.ts'
import { type Listing, type ListingQuery, PAGE_SIZE, SORTS } from '../listing.ts'
import type { Shop } from '../shop.ts'

export interface ListingView {
  /** Address of the list without its query. */
  path: string
  /** Stays in the address whatever the filters are. */
  term?: string
  /** What `popular` is called here. */
  first?: string
}

/** Filters, sort order, grid and page numbers. Works as a plain form; a script only submits it sooner. */
export function listingView({ site }: Shop, { query, shown, total, pages, brands }: Listing, view: ListingView): Html {
  const address = (change: Partial<ListingQuery>) => {
    const asked = { ...query, ...change }
    const search = new URLSearchParams()
    if (view.term) search.set('q', view.term)
    for (const brand of asked.brands) search.append('brand', brand)
    if (asked.sort !== 'popular') search.set('sort', asked.sort)
    if (asked.page > 1) search.set('page', String(asked.page))
    return search.size > 0 ? `${view.path}?${search}` : view.path
  }
  const sorts = Object.entries(SORTS).map(([name, label]) => [name, name === 'popular' ? (view.first ?? label) : label])
  const from = (query.page - 1) * PAGE_SIZE
  const filterable = brands.length > 1
  return html`<div class="listing"><div class="${filterable ? 'listing-in' : ''}">
<form class="filters" method="get" action="${view.path}" data-auto-submit>
${view.term ? html`<input type="hidden" name="q" value="${view.term}">` : ''}
<div class="sort"><label for="sort">Sort by</label><select id="sort" name="sort">${sorts.map(
    ([name, label]) => html`<option value="${name}"${name === query.sort ? html` selected` : ''}>${label}</option>`,
  )}</select></div>
${
  filterable
    ? html`<details class="facet"${query.brands.length > 0 ? html` open` : ''}><summary>${icon('filter')}Brand${
        query.brands.length > 0 ? html` <span class="count">${query.brands.length}</span>` : ''
      }</summary><fieldset><legend>Brand</legend>${brands.map(
        ({ brand, count }) =>
          html`<label><input type="checkbox" name="brand" value="${brand}"${query.brands.includes(brand) ? html` checked` : ''}><span>${brandName(brand)}</span><small>${count}</small></label>`,
      )}</fieldset>${query.brands.length > 0 ? html`<a class="clear" href="${address({ brands: [], page: 1 })}">Show all brands</a>` : ''}</details>`
    : ''
}
<noscript><button class="button" type="submit">Show</button></noscript>
</form>
<section class="results" aria-label="Products">
<p class="range">${total === 0 ? 'Nothing matches.' : html`${from + 1}–${from + shown.length} of ${total.toLocaleString('en')}`}</p>
<ul class="cards" role="list">${shown.map((item, i) => card(item, site, { eager: i < 8 }))}</ul>
${pages > 1 ? pager(query.page, pages, (page) => address({ page })) : ''}
</section>
</div></div>`
}

function pager(page: number, pages: number, address: (page: number) => string): Html {
  const numbers = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages)
  const arrow = (to: number, name: 'left' | 'right', label: string) =>
    to >= 1 && to <= pages
      ? html`<li><a href="${address(to)}" rel="${name === 'left' ? 'prev' : 'next'}" aria-label="${label}">${icon(name)}</a></li>`
      : html`<li><span class="off" aria-hidden="true">${icon(name)}</span></li>`
  return html`<nav class="pager" aria-label="Pages"><ol role="list">${arrow(page - 1, 'left', 'Page before')}${numbers.map(
    (n, i) =>
      html`${i > 0 && n - numbers[i - 1]! > 1 ? html`<li><span class="gap">…</span></li>` : ''}<li><a href="${address(n)}"${
        n === page ? html` aria-current="page"` : ''
      } aria-label="Page ${n}">${n}</a></li>`,
  )}${arrow(page + 1, 'right', 'Next page')}</ol></nav>`
}
