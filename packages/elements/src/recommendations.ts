import type { Personalizer, Recommendation, RecommendationResponse, ShopRequest } from 'penchant'
import { attachStyled } from './attach-styled.ts'
import { build } from './build.ts'
import { cardFacts } from './card-facts.ts'
import { defaultCard } from './default-card.ts'
import { knownItems } from './known-items.ts'
import { PersonalizedElement } from './personalized-element.ts'
import { reasonWords } from './reason-words.ts'
import { templateCard } from './template-card.ts'
import { type ListWatch, watchList } from './watch-list.ts'
import { say } from './words.ts'

/** A shop's own card, e.g. with its framework: an element for each recommendation. `reason` is a sentence, or empty. */
export type RenderItem = (recommendation: Recommendation, reason: string) => Node

/** How many where the shop does not say; `recommend` has the same. */
const COUNT = 10
/** As many as `recommend` gives. */
const MOST = 100
/** Attributes that are fields of the request as they are. */
const PASSED_ON = ['seed', 'query', 'filter', 'page']

/**
 * `<penchant-recommendations kind count seed>`: asks the page's personalizer for a list and shows it, in the size that
 * its place has from the start. Its children, but for a `<template>` of a card, are the shop's own list: shown while
 * there is nothing to recommend. `docs/elements.md` has every attribute, part and variable.
 */
export class PenchantRecommendations extends PersonalizedElement {
  static readonly observedAttributes: readonly string[] = [...PASSED_ON, 'kind', 'count', 'heading']

  /** A shop's own card. What is shown already gets it by `refresh()`. */
  declare renderItem?: RenderItem
  /** What is shown; undefined while there is nothing to show. */
  response: RecommendationResponse | undefined
  #list = build('ul', { part: 'list', role: 'list' })
  #fallback = build('slot')
  #heading = build('h2', { part: 'heading' })
  #watch: ListWatch | undefined
  /** What was asked for last, and of whom. */
  #asked = ''
  #askedOf: Personalizer | undefined
  /** The number of the last question: an answer to an earlier one is not shown. */
  #question = 0
  #reasons: string[] = []
  /** What the cards were made from: the same is not made twice, or the visitor's focus would be gone. */
  #made: unknown[] = []

  override refresh(): void {
    this.#asked = ''
    super.refresh()
  }

  override connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = attachStyled(this)
      root.append(this.#heading, build('div', { part: 'stage' }, this.#list, this.#fallback))
      // While the page is being read, the element is there before its children.
      root.addEventListener('slotchange', () => this.changed())
      this.#watch = watchList(this)
    }
    super.connectedCallback()
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watch?.stop()
    // An answer on its way finds nobody; put in again, the element draws again, and asks again where it had to wait.
    this.#made = []
    if (this.status !== 'ready') this.#drop()
  }

  #drop(): void {
    this.#question++
    this.#asked = ''
  }

  #wish(): ShopRequest & { kind: string; count: number } {
    const wish: Record<string, unknown> = {}
    for (const name of PASSED_ON) {
      if (this.hasAttribute(name)) wish[name] = this.getAttribute(name)
    }
    return {
      kind: (this.getAttribute('kind') ?? 'for-you') as 'for-you',
      count: Math.min(Number(this.getAttribute('count')) || COUNT, MOST),
      ...wish,
      ...this.request,
    }
  }

  protected update(personalizer: Personalizer | undefined): void {
    const request = this.#wish()
    const consent = personalizer?.consent.state
    if (!personalizer || (consent !== 'granted' && !request.fallback)) {
      this.#drop()
      this.response = undefined
      this.is(consent === 'denied' ? 'ready' : 'idle')
    } else {
      const asked = JSON.stringify([request, consent])
      if (asked !== this.#asked || personalizer !== this.#askedOf) {
        this.#asked = asked
        this.#askedOf = personalizer
        void this.attempt(() => this.#ask(personalizer, request))
      }
    }
    this.#draw(request)
  }

  async #ask(personalizer: Personalizer, request: ShopRequest): Promise<void> {
    const question = ++this.#question
    this.is('loading')
    const response = await personalizer.recommend(request)
    const about = response.items.map(({ reasons }) => reasons[0]?.item)
    const known = await knownItems(personalizer, about, response.items)
    if (question !== this.#question) return
    this.response = response
    this.#reasons = response.items.map((recommendation) => reasonWords(recommendation, known))
    this.is('ready')
    this.#draw(this.#wish())
    this.tell('ready', response)
  }

  #draw({ kind, count }: { kind: string; count: number }): void {
    const heading = this.getAttribute('heading')
    this.#heading.textContent = heading
    this.#heading.hidden = !heading
    this.#list.setAttribute('aria-label', this.getAttribute('label') ?? heading ?? say('label'))

    const items = this.response?.items.slice(0, count) ?? []
    const { status } = this
    const asking = status === 'loading' || status === 'stalled'
    const hasOwn = this.#fallback.assignedElements().some((element) => !element.matches('template'))
    const showsOwn = hasOwn && !items[0]
    const showsList = items[0] || (asking && !hasOwn)
    this.#list.classList.toggle('off', !showsList)
    this.#list.setAttribute('aria-busy', String(asking))
    this.#fallback.classList.toggle('off', !showsOwn)
    this.#heading.classList.toggle('off', !showsOwn && !showsList)
    // Nothing to show takes no place; but what the visitor sees, or has above, must not move.
    const empty = status === 'ready' && !showsOwn && !showsList
    if (!empty || this.getBoundingClientRect().top >= innerHeight) this.toggleAttribute('collapsed', empty)
    this.#fill(items, count, kind)
  }

  #fill(items: readonly Recommendation[], count: number, kind: string): void {
    const template = this.querySelector<HTMLTemplateElement>(':scope > template')
    const made = [this.response, count, kind, template, this.renderItem]
    if (made.every((part, i) => part === this.#made[i])) return
    this.#made = made

    const places = [...this.#list.children]
    const focused = places.findIndex((place) => place.matches(':focus-within'))
    for (const card of this.querySelectorAll(':scope > [slot^="penchant-"]')) card.remove()
    const shown = new Map<Element, Recommendation>()
    this.#list.replaceChildren(
      ...Array.from({ length: count }, (_, i) => {
        const recommendation = items[i]
        const item = build(
          'li',
          {
            part: 'item',
            tabindex: i === focused && -1,
            'aria-hidden': !recommendation && 'true',
            // What the answer left over keeps its place.
            class: items[0] && !recommendation && 'off',
          },
          this.#card(recommendation, i, template),
        )
        if (recommendation) shown.set(item, recommendation)
        return item
      }),
    )
    // The place keeps the focus, whatever card stands there now.
    ;(this.#list.children[focused] as HTMLElement | undefined)?.focus({ preventScroll: true })
    if (this.#askedOf && this.response) {
      const { source, id } = this.response
      const recommendation = source === 'shop-order' ? undefined : id
      const surface = this.getAttribute('surface') ?? kind
      this.#watch?.show(this.#askedOf, { items: shown, recommendation, surface })
    }
  }

  /** The shop's own card, or ours; the shop's is the element's own child, where the page's styles reach it. */
  #card(recommendation: Recommendation | undefined, place: number, template: HTMLTemplateElement | null): Node {
    const reason = this.#reasons[place] ?? ''
    const facts = recommendation ? cardFacts(recommendation, reason, this) : {}
    const render = this.renderItem
    let own = template && templateCard(template, facts)
    if (render && recommendation) {
      own = this.attempt(() => build('div', {}, render(recommendation, reason))) ?? null
    }
    if (!own) return defaultCard(facts)

    const name = `penchant-${place}`
    const cards = own instanceof DocumentFragment ? [...own.children] : [own]
    for (const card of cards) {
      card.slot = name
      card.toggleAttribute('inert', !recommendation)
    }
    this.append(...cards)
    return build('slot', { name })
  }
}
