import type { Personalizer, Recommendation } from 'penchant'
import { arrange } from './arrange.ts'
import { moveSmoothly } from './move-smoothly.ts'
import { PersonalizedElement } from './personalized-element.ts'
import { type ListWatch, watchList } from './watch-list.ts'

/** As many as `rerank` takes. */
const MOST = 1000

/**
 * `<penchant-rerank>` around a list of the shop's: puts its items into the order that this visitor likely wants. What
 * names an item is the attribute `data-item-id`, or the one that `item-attribute` names. For a visitor nobody knows
 * yet, and without consent, nothing moves. Items that the page adds later are sorted among themselves.
 */
export class PenchantRerank extends PersonalizedElement {
  static readonly observedAttributes: readonly string[] = ['item-attribute']

  /** The shop's own order, by when an element was first met: what is asked about, and what is gone back to. */
  #met = new WeakMap<Element, number>()
  #elements = 0
  /** The elements that have their place. */
  #placed = new Map<Element, Recommendation | undefined>()
  #question = 0
  #asking = false
  #watch: ListWatch | undefined
  #additions: MutationObserver | undefined

  /** Sorts the whole list again. */
  override refresh(): void {
    this.#placed = new Map()
    this.#question++
    this.#asking = false
    super.refresh()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch ??= watchList(this)
    this.#additions = new MutationObserver(() => this.changed())
    this.#additions.observe(this, { childList: true, subtree: true })
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#additions?.disconnect()
    this.#watch?.stop()
    this.#question++
    this.#asking = false
  }
  override attributeChangedCallback(): void {
    this.refresh()
  }

  /** The items of one list, in its order: children of one parent. */
  #items(): Map<Element, string> {
    const attribute = this.getAttribute('item-attribute') || 'data-item-id'
    const items = new Map<Element, string>()
    let parent: Element | null = null
    for (const element of this.querySelectorAll(`[${attribute}]`)) {
      const id = element.getAttribute(attribute)?.trim()
      parent ??= element.parentElement
      if (id && element.parentElement === parent && items.size < MOST) items.set(element, id)
    }
    return items
  }

  protected update(personalizer: Personalizer | undefined): void {
    if (personalizer?.consent.state !== 'granted') {
      this.is('idle')
      return
    }
    const items = this.#items()
    for (const element of items.keys()) if (!this.#met.has(element)) this.#met.set(element, this.#elements++)
    const added = [...items.keys()]
      .filter((element) => !this.#placed.has(element))
      .sort((a, b) => this.#met.get(a)! - this.#met.get(b)!)
    if (!added[0] || this.#asking) return
    this.#asking = true
    const wanted = new Map(added.map((element) => [element, items.get(element)!]))
    void this.attempt(() => this.#sort(personalizer, wanted))
  }

  async #sort(personalizer: Personalizer, items: ReadonlyMap<Element, string>): Promise<void> {
    const question = ++this.#question
    this.is('loading')
    const response = await personalizer.recommend({
      ...this.request,
      kind: 'rerank',
      items: [...new Set(items.values())],
    })
    if (question !== this.#question) return
    const places = new Map(response.items.map(({ item }, place) => [item.id, place]))
    const place = (element: Element) => places.get(items.get(element)!) ?? places.size
    // What the page has taken out meanwhile is not put back.
    const sorted = [...items.keys()].filter((element) => this.contains(element)).sort((a, b) => place(a) - place(b))
    this.attempt(() => moveSmoothly(sorted, () => arrange(sorted)))
    for (const element of this.#placed.keys()) if (!this.contains(element)) this.#placed.delete(element)
    for (const element of sorted) {
      this.#placed.set(element, response.items[place(element)])
    }
    this.#watch?.show(personalizer, {
      items: this.#placed,
      recommendation: response.source === 'shop-order' ? undefined : response.id,
      surface: this.getAttribute('surface') ?? 'rerank',
    })
    this.#asking = false
    this.is('ready')
    this.tell('ready', response)
    // What was added while this list was being sorted.
    this.changed()
  }
}
