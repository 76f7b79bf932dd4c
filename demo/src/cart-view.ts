import type { KeptItem } from './kept-items.ts'
import { pictureAddress, productAddress } from './view/addresses.ts'
import { card } from './view/card.ts'
import { type Html, html } from './view/html.ts'
import { icon } from './view/icon.ts'
import { brandName, itemTitle } from './view/item-words.ts'
import { money } from './view/money.ts'
import type { Site } from './view/site.ts'

export function totalOf(lines: readonly KeptItem[]): number {
  return lines.reduce((sum, { item, quantity }) => sum + (item.price ?? 0) * quantity, 0)
}

function nothing(site: Site, words: string): Html {
  return html`<div class="nothing"><p>${words}</p><a class="button" href="${site.base}/c">Look around</a></div>`
}

export function cartView(lines: readonly KeptItem[], site: Site): Html {
  if (lines.length === 0) return nothing(site, 'Your cart is empty.')
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return html`<div class="cart-in"><ul class="lines" role="list">${lines.map(({ item, quantity }) => {
    const title = itemTitle(item)
    const step = (change: number, label: string) =>
      html`<button type="button" data-do="quantity" data-change="${change}" aria-label="${label}: ${title}">${change > 0 ? '+' : '−'}</button>`
    return html`<li class="line" data-id="${item.id}"><a class="picture" href="${productAddress(item.id, site)}" tabindex="-1" aria-hidden="true"><img src="${pictureAddress(item, site)}" alt="" width="96" height="96"></a>
<div class="line-words">${item.brand ? html`<p class="card-brand">${brandName(item.brand)}</p>` : ''}<a href="${productAddress(item.id, site)}">${title}</a>
<p class="line-price">${item.price === undefined ? '' : money(item.price, site.currency)}</p></div>
<div class="stepper" role="group" aria-label="Quantity of ${title}">${step(-1, 'One less')}<output>${quantity}</output>${step(1, 'One more')}</div>
<p class="line-total">${item.price === undefined ? '' : money(item.price * quantity, site.currency)}</p>
<button type="button" class="line-remove" data-do="remove" aria-label="Remove ${title}">${icon('close')}</button></li>`
  })}</ul>
<aside class="sum" aria-label="Summary"><h2>Summary</h2><dl>
<div><dt>${count} ${count === 1 ? 'item' : 'items'}</dt><dd>${money(totalOf(lines), site.currency)}</dd></div>
<div><dt>Delivery</dt><dd>Free</dd></div>
<div class="sum-total"><dt>Total</dt><dd>${money(totalOf(lines), site.currency)}</dd></div></dl>
<a class="button big" href="${site.base}/checkout">Check out</a>
<p class="hint">${icon('lock')}The cart is kept in this browser.</p></aside></div>`
}

export function checkoutView(lines: readonly KeptItem[], site: Site): Html {
  if (lines.length === 0) return nothing(site, 'There is nothing to check out: your cart is empty.')
  return html`<div class="cart-in"><ul class="lines short" role="list">${lines.map(
    ({ item, quantity }) =>
      html`<li class="line"><span class="picture"><img src="${pictureAddress(item, site)}" alt="" width="64" height="64"></span><div class="line-words">${itemTitle(item)}<p class="line-price">× ${quantity}</p></div><p class="line-total">${item.price === undefined ? '' : money(item.price * quantity, site.currency)}</p></li>`,
  )}</ul>
<aside class="sum" aria-label="Order"><h2>Order</h2><dl>
<div><dt>Delivery to</dt><dd>nobody, it is a demo</dd></div>
<div><dt>Payment</dt><dd>none</dd></div>
<div class="sum-total"><dt>Total</dt><dd>${money(totalOf(lines), site.currency)}</dd></div></dl>
<button type="button" class="button big" data-do="order">Place the order</button>
<p class="hint">${icon('lock')}No address, no card. If you allowed it, the model on this device takes note.</p></aside></div>`
}

export function wishesView(lines: readonly KeptItem[], site: Site): Html {
  if (lines.length === 0) return nothing(site, 'Nothing here yet. The heart on a product keeps it for later.')
  return html`<ul class="cards" role="list">${lines.map(({ item }) => card(item, site))}</ul>`
}
