import { embeddedJson, type Html, html, trusted } from '../src/view/html.ts'
import { icon } from '../src/view/icon.ts'
import type { Catalogue, Department } from './catalogue.ts'
import { departmentAddress } from './department-address.ts'
import { BOOT, STUB } from './inline-scripts.ts'
import type { Shop } from './shop.ts'

export interface Page {
  /** What the page is, for its scripts. */
  name:
    | 'home'
    | 'listing'
    | 'search'
    | 'product'
    | 'cart'
    | 'checkout'
    | 'thank-you'
    | 'wish-list'
    | 'your-data'
    | 'not-found'
  title: string
  main: Html
  /** What its scripts must know of it beyond the markup. */
  data?: Record<string, unknown>
  /** The department that the navigation marks. */
  department?: Department | null
  /** Stands in the search field. */
  term?: string
  status?: number
}

const DEPARTMENTS_SHOWN = 8

/** The whole document around one page's own part. */
export function layout(shop: Shop, page: Page): string {
  const { site, assets, catalogue } = shop
  const title = page.name === 'home' ? `${site.name}: recommended in your browser` : `${page.title} · ${site.name}`
  let top = page.department ?? null
  while (top?.parent) top = top.parent
  const single = site.base !== ''
  const home = site.base || '/'

  return html`${trusted('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="color-scheme" content="light dark">
<meta name="description" content="A demo shop whose recommendations are made, and learn, in your browser.">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script>${trusted(BOOT)}</script>
${assets.styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
${
  single
    ? ''
    : html`<script>${trusted(STUB)}</script>
<script async src="${site.cdn}/penchant.js" data-model="${site.cdn}/model/" data-consent="pending"></script>`
}
<script type="module" src="${single ? assets.spa : assets.shop}"></script>
</head>
<body style="--words:${cardWords(catalogue)}rem">
<a class="skip" href="#main">Skip to the products</a>
<header class="site-head">
${notice(shop)}
<div class="bar">
<a class="wordmark" href="${home}" aria-label="${site.name}, to the start page">${wordmark()}<span>${site.name}</span></a>
<form class="search" role="search" action="${site.base}/search" method="get">
<input type="search" name="q" value="${page.term ?? ''}" placeholder="Search the shop" aria-label="Search the shop" autocomplete="off" maxlength="120">
<button type="submit" aria-label="Search">${icon('search')}</button>
</form>
<nav class="tools" aria-label="Your things">
<a href="${site.base}/wish-list" data-tool="wish-list">${icon('heart')}<span class="tool-name">Wish list</span><span class="badge" hidden></span></a>
<a href="${site.base}/cart" data-tool="cart">${icon('cart')}<span class="tool-name">Cart</span><span class="badge" hidden></span></a>
</nav>
</div>
<nav class="departments" id="departments" aria-label="Departments"><ul role="list">
<li><a href="${site.base}/c"${page.name === 'listing' && !top ? html` aria-current="page"` : ''}>All products</a></li>
${catalogue.departments
  .slice(0, DEPARTMENTS_SHOWN)
  .map(
    (department) =>
      html`<li><a href="${departmentAddress(department, site)}"${department === top ? html` aria-current="page"` : ''}>${department.name}</a></li>`,
  )}
</ul></nav>
</header>
<main id="main" tabindex="-1" data-page="${page.name}">
${page.main}
${embeddedJson('page', page.data ?? {})}
</main>
${footer(shop)}
<div class="dock">${banner()}
<button type="button" class="drawer-button" data-do="drawer" aria-expanded="false" aria-controls="drawer">${icon('device')}<span>What happens<span class="drawer-where"> on your device</span></span></button></div>
<dialog id="drawer" class="drawer" aria-labelledby="drawer-title"></dialog>
<p class="toast" role="status" aria-live="polite" hidden></p>
${embeddedJson('site', site)}
</body>
</html>`.markup
}

/** Height of the words on a card, rem: a catalogue without brands or prices needs no lines for them. */
function cardWords({ items }: Catalogue): number {
  const brand = items.some((item) => item.brand) ? 1.25 : 0
  const price = items.some((item) => item.price !== undefined) ? 1.75 : 0
  return 2.75 + brand + price
}

function notice({ site }: Shop): Html {
  return html`<p class="notice"><b>${site.synthetic ? 'Demo shop – synthetic data' : 'Demo shop – a real catalogue'}</b> <span>${
    site.synthetic
      ? 'Every product and visitor is made up, and nothing is sold.'
      : 'Shown to try out recommendations. Nothing is sold here.'
  }</span></p>`
}

function footer({ site }: Shop): Html {
  return html`<footer class="site-foot"><div class="foot-in">
<div><h2>Your choice</h2><p class="consent-line" data-consent-line>Personalisation is off until you allow it.</p>
<p><button type="button" class="link" data-do="change-consent">Change this</button></p>
<p><a href="${site.base}/your-data">What this shop has learnt about you</a></p></div>
<div><h2>This demo</h2><p>${site.synthetic ? 'Synthetic data: every product and visitor is made up.' : 'A real catalogue; nothing is sold.'}</p>
<p>${
    site.base === ''
      ? html`<a href="/spa" data-full>The same shop as a single page</a>`
      : html`<a href="/" data-full>The same shop as separate pages</a>`
  }</p></div>
<div><h2>No cookies</h2><p>Cart, wish list and your choice are kept in this browser. Recommendations are computed here too, from files that everybody gets.</p></div>
</div></footer>`
}

/** Always there, shown while there is no answer: what is put in by a script would push the button beside it away. */
function banner(): Html {
  return html`<section class="banner" id="banner" aria-labelledby="banner-title"><h2 id="banner-title" tabindex="-1">May this shop learn what you like?</h2>
<p>What you look at would be kept <b>in this browser only</b>. A small model here picks what to show you. Nothing about you is sent to anyone, and you can look at it or erase it whenever you like.</p>
<p class="banner-do"><button type="button" class="button" data-choose="granted">Personalise on this device</button><button type="button" class="button" data-choose="denied">No thanks</button></p></section>`
}

/** A dot that leans towards another: a penchant. */
export function wordmark(): Html {
  return trusted(
    '<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="var(--accent)"/><path d="M9.5 22.5 20 12" stroke="var(--on-accent)" stroke-width="3" stroke-linecap="round"/><circle cx="21" cy="11" r="4.5" fill="var(--spark)"/></svg>',
  )
}
