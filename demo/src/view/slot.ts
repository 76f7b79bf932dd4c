import type { Item, RecommendationKind } from 'penchant'
import { card, ghostCard } from './card.ts'
import { type Html, html } from './html.ts'
import { icon } from './icon.ts'
import type { Site } from './site.ts'

export interface SlotOptions {
  kind: RecommendationKind
  heading: string
  /** One line under the heading; its height is reserved. */
  note: string
  count: number
  layout: 'grid' | 'shelf'
  /** Item the list is about. */
  seed?: string
  /** What the shop shows by itself: before consent, without a worker, without JavaScript. */
  own: readonly Item[]
  /** Said over the empty places while there is nothing to show. */
  empty?: string
}

/**
 * A place for recommendations. It arrives from the server in its final size, with the shop's own
 * choice in it, so that nothing moves when recommendations come and nothing is missing when they don't.
 */
export function slot(site: Site, options: SlotOptions): Html {
  const { kind, heading, layout, count } = options
  const name = options.seed === undefined ? kind : `${kind}-${options.seed}`
  const mine = kind === 'for-you'
  const places = Array.from({ length: count }, (_, i) => options.own[i])
  return html`<section class="slot ${layout}" data-slot="${kind}" data-count="${count}"${
    options.seed === undefined ? '' : html` data-seed="${options.seed}"`
  } aria-labelledby="slot-${name}">
<div class="slot-head"><div><h2 id="slot-${name}">${heading}</h2><p class="slot-note">${options.note}</p></div>${
    layout === 'shelf'
      ? html`<div class="slot-arrows"><button type="button" data-do="shelf-left" aria-label="${heading}: back">${icon('left')}</button><button type="button" data-do="shelf-right" aria-label="${heading}: on">${icon('right')}</button></div>`
      : ''
  }</div>
<ul class="cards" role="list">${places.map((item) => (item ? card(item, site, mine ? { reason: '\u00a0' } : {}) : ghostCard(mine)))}</ul>
${options.empty ? html`<p class="slot-empty"${options.own.length > 0 ? html` hidden` : ''}>${options.empty}</p>` : ''}
</section>`
}
