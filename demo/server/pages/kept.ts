import { html } from '../../src/view/html.ts'
import { slot } from '../../src/view/slot.ts'
import type { Page } from '../layout.ts'
import type { Shop } from '../shop.ts'

/** Pages whose content only the visitor's browser knows: it is filled in there. */
export function cartPage({ site, catalogue }: Shop): Page {
  return {
    name: 'cart',
    title: 'Cart',
    main: html`<h1>Cart</h1>
<div class="cart" data-cart aria-live="polite"><p class="nothing">Looking into your cart…</p></div>
${slot(site, {
  kind: 'complete-cart',
  heading: 'Before you go',
  note: 'What most visitors like.',
  count: 10,
  layout: 'shelf',
  own: catalogue.items.slice(0, 10),
})}`,
  }
}

export function checkoutPage(): Page {
  return {
    name: 'checkout',
    title: 'Check out',
    main: html`<h1>Check out</h1><div class="cart" data-checkout aria-live="polite"><p class="nothing">Looking into your cart…</p></div>`,
  }
}

export function thankYouPage({ site, catalogue }: Shop): Page {
  return {
    name: 'thank-you',
    title: 'Thank you',
    main: html`<div class="thanks" data-thanks><h1>Thank you!</h1><p>Your order was not sent anywhere: this is a demo.</p></div>
${slot(site, {
  kind: 'for-you',
  heading: 'Next time',
  note: 'What most visitors like.',
  count: 10,
  layout: 'grid',
  own: catalogue.items.slice(0, 10),
})}`,
  }
}

export function wishListPage({ site, catalogue }: Shop): Page {
  return {
    name: 'wish-list',
    title: 'Wish list',
    main: html`<h1>Wish list</h1><div class="wishes" data-wishes aria-live="polite"><p class="nothing">Looking into your wish list…</p></div>
${slot(site, {
  kind: 'for-you',
  heading: 'You may like',
  note: 'What most visitors like.',
  count: 10,
  layout: 'shelf',
  own: catalogue.items.slice(0, 10),
})}`,
  }
}
