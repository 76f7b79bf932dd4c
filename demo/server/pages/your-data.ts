import { html } from '../../src/view/html.ts'
import type { Page } from '../layout.ts'
import type { Shop } from '../shop.ts'

/** The shopper's own panel: one element, which finds the page's personalizer by itself. */
export function yourDataPage({ site }: Shop): Page {
  return {
    name: 'your-data',
    title: 'Your data',
    main: html`<div class="your-data"><penchant-preferences heading="What this shop has learnt about you"></penchant-preferences></div>
${site.base === '' ? html`<script async src="${site.cdn}/elements.js"></script>` : ''}`,
  }
}
