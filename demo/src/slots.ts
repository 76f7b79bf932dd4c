import type { Item, Recommendation, RecommendationKind, RecommendationResponse } from 'penchant'
import type { Choice } from './choice.ts'
import type { Memory } from './memory.ts'
import type { ShopPersonalizer } from './shop-personalizer.ts'
import { stored } from './stored.ts'
import { pictureAddress } from './view/addresses.ts'
import { card, ghostCard } from './view/card.ts'
import { type Html, html } from './view/html.ts'
import { itemTitle } from './view/item-words.ts'
import { oneOfEach } from './view/product-key.ts'
import { reasonLine } from './view/reason-line.ts'
import type { Site } from './view/site.ts'

interface Place {
  element: HTMLElement
  kind: RecommendationKind
  count: number
  seed: string | undefined
  cards: HTMLElement
  note: HTMLElement
  empty: HTMLElement | null
  /** What the server put there. */
  own: { cards: string; note: string; empty: boolean }
  /** What stands there now; the same answer is not drawn twice. */
  shown: string
}

export interface Slots {
  /** Takes over the places of the page that was just entered and fills them. */
  enter(main: HTMLElement, without: readonly string[]): void
  /** Asks again where the answer may have changed. */
  refresh(): void
  /** The last answer of the visitor's own list, for the drawer. */
  readonly forYou: RecommendationResponse | null
  /** Brings `forYou` up to date, also on a page that has no place for it. */
  ask(): Promise<void>
  /** All was erased: no list is compared with what stood there before. */
  forget(): void
}

const MOST_THUMBS = 5
const LISTED = 10
/** Asked for beyond what is shown: of a product's variants one is shown. */
const VARIANTS = 3
const MOST_ASKED = 100

/** Fills the page's places for recommendations, in the size they already have. */
export function createSlots(
  personalizer: ShopPersonalizer,
  choice: Choice,
  memory: Memory,
  site: Site,
  onFilled: () => void,
): Slots {
  let places: Place[] = []
  let excluded: readonly string[] = []
  let forYou: RecommendationResponse | null = null
  /** What stands in `forYou` was asked for before the visitor's last step. */
  let stale = true
  /** The page's own place for that list is being filled. */
  let filling: Promise<void> | null = null
  const last = stored<string[]>('session', `demo:${site.name}:for-you`, [], Array.isArray)

  function restore(place: Place): void {
    if (place.shown === '') return
    place.cards.innerHTML = place.own.cards
    place.note.innerHTML = place.own.note
    if (place.empty) place.empty.hidden = place.own.empty
    delete place.cards.dataset.recommendation
    place.shown = ''
  }

  function show(place: Place, response: RecommendationResponse): void {
    const items = response.items
    const words = JSON.stringify([items.map(({ item, reasons }) => [item.id, reasons[0]?.kind, reasons[0]?.item])])
    if (words === place.shown) return
    const mine = place.kind === 'for-you'
    const before = new Set(mine ? last.get() : [])
    const fresh = (item: Item) => before.size > 0 && !before.has(item.id)
    const drawn = items.slice(0, place.count).map((recommendation) =>
      card(recommendation.item, site, {
        ...(mine ? { reason: reasonLine(recommendation, memory.get) } : {}),
        fresh: fresh(recommendation.item),
        dismissible: mine,
      }),
    )
    const left = Array.from({ length: place.count - drawn.length }, () => ghostCard(mine))
    place.cards.innerHTML = html`${drawn}${left}`.markup
    place.cards.dataset.recommendation = response.id
    for (const [i, element] of [...place.cards.children].entries()) {
      const attribution = items[i]?.attribution
      if (attribution) (element as HTMLElement).dataset.attribution = attribution
    }
    place.note.innerHTML = noteOf(place.kind, response, items.filter(({ item }) => fresh(item)).length).markup
    if (place.empty) place.empty.hidden = items.length > 0
    place.shown = words
    if (mine) last.set(items.map(({ item }) => item.id))
  }

  function noteOf(kind: RecommendationKind, response: RecommendationResponse, changed: number): Html {
    if (kind === 'similar') return html`Near it in the model’s eyes.`
    if (kind === 'bought-together') return html`What others took along with it.`
    if (kind === 'complete-cart' && response.source !== 'popularity') return html`Goes with what you chose.`
    if (kind === 'popular') return html`What most visitors look at.`
    if (kind === 'recently-viewed') return html`Known to this browser alone.`
    if (response.source === 'popularity') return html`Look at a few things: this list will follow you.`
    const seen = reasonWeights(response.items)
      .map(([id]) => memory.get(id))
      .filter((item) => item !== undefined)
      .slice(0, MOST_THUMBS)
    return html`<span><span class="roomy">Chosen on this device${seen.length > 0 ? ' from' : ''}</span>${seen.length > 0 ? html`<span class="tight">From</span>` : ''}</span>${seen.map(
      (item) =>
        html`<img class="thumb" src="${pictureAddress(item, site)}" alt="${itemTitle(item)}" title="${itemTitle(item)}" width="28" height="28">`,
    )}${changed > 0 ? html`<span class="changed">${changed} new<span class="roomy"> since your last step</span></span>` : ''}`
  }

  async function fill(place: Place): Promise<void> {
    if (choice.get() === 'granted') {
      const response = await personalizer.recommend({
        kind: place.kind,
        count: Math.min(MOST_ASKED, place.count * VARIANTS),
        ...(place.seed === undefined ? {} : { seed: place.seed }),
        // What is in the cart already is nothing to find beside a product.
        ...(place.seed === undefined ? {} : { excludeCart: true }),
        ...(excluded.length > 0 && place.kind !== 'recently-viewed' ? { exclude: [...excluded] } : {}),
      })
      if (!place.element.isConnected) return
      response.items = oneOfEach(response.items, ({ item }) => item).slice(0, place.count)
      const nothing = response.source === 'shop-order' || (response.items.length === 0 && !place.empty)
      if (nothing || choice.get() !== 'granted') restore(place)
      else {
        memory.add(response.items.map(({ item }) => item))
        if (place.kind === 'for-you') {
          await know(response.items)
          forYou = response
          stale = false
        }
        show(place, response)
      }
    } else {
      forYou = null
      restore(place)
    }
    place.element.dataset.ready = ''
    onFilled()
  }

  function start(place: Place): void {
    const done = fill(place)
    if (place.kind !== 'for-you') return
    filling = done
    void done.finally(() => {
      if (filling === done) filling = null
    })
  }

  /** Reasons name items by id; the engine knows their titles. */
  async function know(items: readonly Recommendation[]): Promise<void> {
    if (reasonWeights(items).some(([id]) => !memory.get(id))) await memory.refresh()
  }

  function refresh(): void {
    stale = true
    for (const place of places) {
      if (place.element.isConnected && place.kind !== 'popular') start(place)
    }
  }

  return {
    get forYou() {
      return forYou
    },
    enter(main, without) {
      excluded = without
      places = [...main.querySelectorAll<HTMLElement>('[data-slot]')].map((element): Place => {
        const cards = element.querySelector<HTMLElement>('.cards')!
        const note = element.querySelector<HTMLElement>('.slot-note')!
        const empty = element.querySelector<HTMLElement>('.slot-empty')
        return {
          element,
          kind: element.dataset.slot as RecommendationKind,
          count: Number(element.dataset.count),
          seed: element.dataset.seed,
          cards,
          note,
          empty,
          own: { cards: cards.innerHTML, note: note.innerHTML, empty: empty?.hasAttribute('hidden') ?? true },
          shown: '',
        }
      })
      stale = true
      filling = null
      for (const place of places) start(place)
    },
    async ask() {
      if (filling) return filling
      if (!stale) return
      const response = await personalizer.recommend({ kind: 'for-you', count: LISTED * VARIANTS })
      if (response.source === 'shop-order') return
      response.items = oneOfEach(response.items, ({ item }) => item).slice(0, LISTED)
      memory.add(response.items.map(({ item }) => item))
      await know(response.items)
      forYou = response
      stale = false
    },
    forget() {
      forYou = null
      last.set([])
      refresh()
    },
    refresh,
  }
}

/** How much each of the visitor's items counted for a list: shares of 1, largest first. */
export function reasonWeights(items: readonly Recommendation[]): [id: string, share: number][] {
  const sums = new Map<string, number>()
  let total = 0
  for (const { reasons } of items) {
    for (const { kind, item, weight } of reasons) {
      // `history` says of an item that it was met before, which is no step towards another; `turned-down` speaks against it.
      if (item === undefined || kind === 'history' || kind === 'turned-down') continue
      sums.set(item, (sums.get(item) ?? 0) + weight)
      total += weight
    }
  }
  return [...sums].map(([id, sum]): [string, number] => [id, sum / total]).sort((a, b) => b[1] - a[1])
}
