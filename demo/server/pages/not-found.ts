import { html } from '../../src/view/html.ts'
import { slot } from '../../src/view/slot.ts'
import type { Page } from '../layout.ts'
import type { Shop } from '../shop.ts'

export function notFoundPage({ site, catalogue }: Shop): Page {
  return {
    name: 'not-found',
    title: 'Not found',
    status: 404,
    main: html`<div class="thanks"><h1>There is nothing at this address</h1><p>The product may have left the shop. <a href="${site.base || '/'}">Go to the start page</a>, or look at what others like:</p></div>
${slot(site, {
  kind: 'for-you',
  heading: 'For you',
  note: 'What most visitors like.',
  count: 10,
  layout: 'grid',
  own: catalogue.items.slice(0, 10),
})}`,
  }
}
