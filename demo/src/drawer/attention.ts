import type { RecommendationResponse } from 'penchant'
import type { Memory } from '../memory.ts'
import { reasonWeights } from '../slots.ts'
import { pictureAddress } from '../view/addresses.ts'
import { type Html, html } from '../view/html.ts'
import { itemTitle } from '../view/item-words.ts'
import { reasonLine } from '../view/reason-line.ts'
import type { Site } from '../view/site.ts'
import { percent } from './words.ts'

const BARS = 6
const SUGGESTIONS = 5

/** How much each thing the visitor did counts in the list that is shown now. */
export function attentionBars(response: RecommendationResponse | null, memory: Memory, site: Site): Html {
  const weights = reasonWeights(response?.items ?? []).slice(0, BARS)
  if (weights.length === 0) return html`<p class="d-none">Nothing yet. Look at a product, and it shows here.</p>`
  const largest = weights[0]![1]
  return html`<ul class="d-bars" role="list">${weights.map(([id, share]) => {
    const item = memory.get(id) ?? { id }
    return html`<li><img src="${pictureAddress(item, site)}" alt="" width="36" height="36" loading="lazy"><span class="d-words">${itemTitle(item)}<span class="d-bar"><i style="--share:${(share / largest).toFixed(3)}"></i></span></span><b>${percent(share)}</b></li>`
  })}</ul>`
}

export function suggestionList(response: RecommendationResponse | null, memory: Memory, site: Site): Html {
  if (!response || response.items.length === 0) return html`<p class="d-none">Nothing is suggested yet.</p>`
  return html`<ol class="d-list" role="list">${response.items
    .slice(0, SUGGESTIONS)
    .map(
      (recommendation, i) =>
        html`<li><span class="d-rank">${i + 1}</span><img src="${pictureAddress(recommendation.item, site)}" alt="" width="36" height="36" loading="lazy"><span class="d-words"><b>${itemTitle(recommendation.item)}</b><small>${reasonLine(recommendation, memory.get)}</small></span></li>`,
    )}</ol>`
}
