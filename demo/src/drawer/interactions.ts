import type { ExportedData } from 'penchant'
import type { Memory } from '../memory.ts'
import { pictureAddress } from '../view/addresses.ts'
import { type Html, html } from '../view/html.ts'
import { icon } from '../view/icon.ts'
import { itemTitle } from '../view/item-words.ts'
import type { Site } from '../view/site.ts'
import { ago, plural } from './words.ts'

type Stored = ExportedData['interactions'][number]

const VERBS: Record<string, string> = {
  view_item: 'Looked at',
  select_item: 'Chose',
  add_to_cart: 'Put into the cart',
  remove_from_cart: 'Took out of the cart',
  add_to_wishlist: 'Wished for',
  begin_checkout: 'Went to check out',
  purchase: 'Bought',
  refund: 'Gave back',
  like_item: 'Liked',
  dislike_item: 'Disliked',
  not_interested: 'Not interested in',
  rate_item: 'Rated',
  view_item_list: 'Was shown',
  view_cart: 'Saw in the cart',
}

interface Line {
  first: Stored
  count: number
}

/** One event with several items is stored as several interactions; it is one thing the visitor did. */
function lines(interactions: readonly Stored[]): Line[] {
  const found: Line[] = []
  for (let i = interactions.length - 1; i >= 0; i--) {
    const interaction = interactions[i]!
    const last = found.at(-1)
    if (last && last.first.event === interaction.event && last.first.time === interaction.time) last.count++
    else found.push({ first: interaction, count: 1 })
  }
  return found
}

/** What is stored, newest first. @param most lines to show. */
export function interactionList(
  interactions: readonly Stored[],
  { memory, site, now, most }: { memory: Memory; site: Site; now: number; most: number },
): Html {
  const all = lines(interactions)
  if (all.length === 0) return html`<p class="d-none">Nothing is stored.</p>`
  return html`<ol class="d-list" role="list">${all.slice(0, most).map(({ first, count }) => {
    const item = first.item === undefined ? undefined : (memory.get(first.item) ?? { id: first.item })
    const verb = VERBS[first.event] ?? first.event
    const [picture, words] =
      count > 1
        ? [
            html`<span class="d-pile">${count}</span>`,
            html`${verb} <b>${count} products</b>${first.surface ? ` in ${first.surface}` : ''}`,
          ]
        : item
          ? [
              html`<img src="${pictureAddress(item, site)}" alt="" width="36" height="36" loading="lazy">`,
              html`${verb} <b>${itemTitle(item)}</b>`,
            ]
          : [html`<span class="d-pile">${icon('search')}</span>`, html`Searched for <b>${first.term ?? ''}</b>`]
    return html`<li>${picture}<span class="d-words">${words}</span><time>${ago(first.time, now)}</time></li>`
  })}</ol>
${all.length > most ? html`<button type="button" class="link" data-drawer="more">Show all ${plural(all.length, 'entry', 'entries')}</button>` : ''}`
}
