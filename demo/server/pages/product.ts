import type { Item } from 'penchant'
import { pictureAddress, productAddress } from '../../src/view/addresses.ts'
import { type Html, html } from '../../src/view/html.ts'
import { icon } from '../../src/view/icon.ts'
import { brandName, itemTitle } from '../../src/view/item-words.ts'
import { money } from '../../src/view/money.ts'
import { oneOfEach } from '../../src/view/product-key.ts'
import { slot } from '../../src/view/slot.ts'
import type { Variant } from '../catalogue.ts'
import { departmentAddress } from '../department-address.ts'
import type { Page } from '../layout.ts'
import type { Shop } from '../shop.ts'
import { crumbs } from './crumbs.ts'

const SLOT_ITEMS = 10

export function productPage(shop: Shop, item: Item): Page {
  const { site, catalogue } = shop
  const department = catalogue.departmentOf(item)
  const title = itemTitle(item)
  const brandLink = item.brand ? `${site.base}/search?${new URLSearchParams({ q: brandName(item.brand) })}` : ''
  const others = oneOfEach(department?.items ?? catalogue.items, (other) => other, [item])
  const similar = nearInPrice(others, item).slice(0, SLOT_ITEMS)
  const variants = catalogue.variants(item)
  const together = catalogue.together(item, SLOT_ITEMS)
  return {
    name: 'product',
    title,
    department,
    data: { item },
    main: html`${crumbs(shop, department, title)}
<article class="product" data-id="${item.id}"><div class="product-in">
<div class="product-picture"><img src="${pictureAddress(item, site)}" alt="${title}" width="640" height="640" fetchpriority="high"></div>
<div class="product-words">
${item.brand ? html`<p class="product-brand"><a href="${brandLink}">${brandName(item.brand)}</a></p>` : ''}
<h1>${title}</h1>
<p class="product-price">${item.price === undefined ? 'No price known' : money(item.price, site.currency)}</p>
${variants.length > 0 ? variantPicker(shop, item, variants) : ''}
<form class="buy" data-buy>
<label class="amount"><span>Quantity</span><select name="quantity">${[1, 2, 3, 4, 5, 6].map((n) => html`<option>${n}</option>`)}</select></label>
<button class="button big" type="submit">${icon('cart')}Add to cart</button>
</form>
<div class="opinions" role="group" aria-label="What you think of it">
<button type="button" class="opinion" data-do="wish" aria-pressed="false">${icon('heart')}<span>Wish list</span></button>
<button type="button" class="opinion" data-do="like" aria-pressed="false">${icon('like')}<span>I like this</span></button>
<button type="button" class="opinion" data-do="dismiss" aria-pressed="false">${icon('dislike')}<span>Not for me</span></button>
</div>
<dl class="facts">
${department ? html`<div><dt>${catalogue.dividedBy === 'category' ? 'Department' : 'More like it'}</dt><dd><a href="${departmentAddress(department, site)}">${department.name}</a></dd></div>` : ''}
<div><dt>Item number</dt><dd>${item.id}</dd></div>
<div><dt>Delivery</dt><dd>None: this is a demo, nothing is charged or sent.</dd></div>
</dl>
</div>
</div></article>
${slot(site, {
  kind: 'similar',
  seed: item.id,
  heading: 'Similar items',
  note: department ? `More from ${department.name}.` : 'More from the shop.',
  count: SLOT_ITEMS,
  layout: 'shelf',
  own: similar,
})}
${slot(site, {
  kind: 'bought-together',
  seed: item.id,
  heading: 'Bought together',
  note: 'What others took along with it.',
  count: SLOT_ITEMS,
  layout: 'shelf',
  own: together,
  empty: 'Nobody has taken anything along with this yet.',
})}`,
  }
}

function variantPicker({ site }: Shop, item: Item, variants: readonly Variant[]): Html {
  const here = variants.find((variant) => variant.item === item)
  return html`<section class="variants" aria-labelledby="variants"><h2 id="variants">Variant: <b>${here?.name}</b></h2>
<ul role="list">${variants.map(
    (variant) =>
      html`<li><a href="${productAddress(variant.item.id, site)}" aria-label="${variant.name}" title="${variant.name}"${variant.item === item ? html` aria-current="true"` : ''}><img src="${pictureAddress(variant.item, site)}" alt="" width="56" height="56"></a></li>`,
  )}</ul></section>`
}

function nearInPrice(items: readonly Item[], { price }: Item): Item[] {
  if (price === undefined || price <= 0) return [...items]
  const distance = (other: Item) =>
    other.price && other.price > 0 ? Math.abs(Math.log(other.price / price)) : Number.MAX_VALUE
  return [...items].sort((a, b) => distance(a) - distance(b))
}
