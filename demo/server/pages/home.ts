import type { Item } from 'penchant'
import { pictureAddress, productAddress } from '../../src/view/addresses.ts'
import { html } from '../../src/view/html.ts'
import { icon } from '../../src/view/icon.ts'
import { itemTitle } from '../../src/view/item-words.ts'
import { slot } from '../../src/view/slot.ts'
import type { Catalogue, Department } from '../catalogue.ts'
import { departmentAddress } from '../department-address.ts'
import type { Page } from '../layout.ts'
import type { Shop } from '../shop.ts'

const HERO_ITEMS = 5
const TILES = 8

export function homePage(shop: Shop): Page {
  const { site, catalogue } = shop
  const { departments } = catalogue
  const hero = varied(catalogue, HERO_ITEMS, new Set())
  const forYou = varied(catalogue, 10, new Set(hero))
  return {
    name: 'home',
    title: 'Start',
    main: html`<section class="hero"><div class="hero-in">
<div class="hero-words">
<h1>A shop that gets to know you, and tells nobody.</h1>
<p>Look around as you would anywhere. If you allow it, what you look at stays in this browser, where a small model learns from it what to show you next.</p>
<p class="hero-do"><a class="button" href="${site.base}/c">See all ${catalogue.items.length.toLocaleString('en')} products</a>
<button type="button" class="button quiet" data-do="drawer">${icon('device')}What happens here</button></p>
</div>
<ul class="hero-things" role="list">${hero.map(
      (item) =>
        html`<li><a href="${productAddress(item.id, site)}" aria-label="${itemTitle(item)}"><img src="${pictureAddress(item, site)}" alt="" width="320" height="320"></a></li>`,
    )}</ul>
</div></section>
${slot(site, {
  kind: 'for-you',
  heading: 'For you',
  note: 'What most visitors like. Allow personalisation, and this becomes yours.',
  count: 10,
  layout: 'grid',
  own: forYou,
})}
${
  departments.length > 0
    ? html`<section class="tiles" aria-labelledby="tiles"><h2 id="tiles">${catalogue.dividedBy === 'price' ? 'By price' : 'Departments'}</h2>
<ul role="list" style="--across:${tilesAcross(Math.min(departments.length, TILES))}">${departments.slice(0, TILES).map((department) => tile(shop, department))}</ul></section>`
    : ''
}
${slot(site, {
  kind: 'popular',
  heading: 'Popular now',
  note: 'What most visitors look at.',
  count: 10,
  layout: 'shelf',
  own: catalogue.items.slice(0, 10),
})}
${slot(site, {
  kind: 'recently-viewed',
  heading: 'Recently viewed',
  note: 'Known to this browser alone.',
  count: 10,
  layout: 'shelf',
  own: [],
  empty: 'Nothing yet. What you look at will wait for you here, if you allow it.',
})}`,
  }
}

/** Tiles in a row, so that the last row is as full as the others. */
function tilesAcross(count: number): number {
  return count % 4 === 0 || count > 6 ? 4 : count % 3 === 0 || count === 5 ? 3 : count
}

function tile({ site }: Shop, department: Department) {
  const count = department.items.length
  // Its best item may stand in the hero already; the third one makes the page less repetitive.
  const item = department.items[2] ?? department.items[0]!
  return html`<li><a class="tile" href="${departmentAddress(department, site)}"><img src="${pictureAddress(item, site)}" alt="" width="160" height="160" loading="lazy"><span><b>${department.name}</b> <small>${count.toLocaleString('en')} ${count === 1 ? 'product' : 'products'}</small></span></a></li>`
}

/** The most wanted items, taken from one department after another. */
export function varied(catalogue: Catalogue, count: number, not: ReadonlySet<Item>): Item[] {
  const lines = catalogue.departments.length > 0 ? catalogue.departments.map(({ items }) => items) : [catalogue.items]
  const picked: Item[] = []
  const longest = Math.max(...lines.map((line) => line.length))
  for (let depth = 0; depth < longest && picked.length < count; depth++) {
    for (const line of lines) {
      const item = line[depth]
      if (item && !not.has(item) && picked.length < count) picked.push(item)
    }
  }
  return picked
}
