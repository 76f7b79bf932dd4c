import type { Item, Recommendation } from 'penchant'
import { type Html, html } from './html.ts'
import { itemTitle } from './item-words.ts'

/** Why a card is there, in two short lines. */
export function reasonLine({ item, reasons }: Recommendation, itemOf: (id: string) => Item | undefined): Html {
  const reason = reasons[0]
  const about = reason?.item === undefined ? undefined : itemOf(reason.item)
  if (reason?.kind === 'bought') return html`Time again? <b>You bought it before</b>`
  if (reason?.kind === 'trending') return html`On the rise: <b>more visitors than usual</b>`
  if (reason?.kind === 'new') return html`Just in: <b>new in the shop</b>`
  if (reason?.kind === 'sale') return html`On sale: <b>less than its list price</b>`
  if (reason?.kind === 'shop') return html`Picked by <b>the shop</b>`
  if (reason?.kind === 'history' || reason?.item === item.id) return html`Still on your mind? <b>You looked at it</b>`
  if (reason?.kind === 'interaction' && about) return html`Because you saw <b>${itemTitle(about)}</b>`
  if (reason?.kind === 'co-visitation' && about) return html`Often goes with <b>${itemTitle(about)}</b>`
  if (reason?.kind === 'interaction') return html`Because of <b>what you looked at</b>`
  if (reason?.kind === 'co-visitation') return html`Often goes with <b>what you looked at</b>`
  return html`Liked by <b>many visitors</b>`
}
