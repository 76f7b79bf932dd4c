import type { Personalizer, PersonalizerStatus, ShopRequest } from 'penchant'
import { onPagePersonalizer, pagePersonalizer } from './page-personalizer.ts'

/** A server that renders the page may import the elements; it has none. */
const Host = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * `idle`: there is no consent or no personalizer yet. `stalled`: an answer is late. `ready`: it is there, or none will
 * come.
 */
export type ElementStatus = 'loading' | 'stalled' | 'ready' | 'idle'

/** What the elements have in common: a personalizer that may come late, and that nothing they do throws into the page. */
export abstract class PersonalizedElement extends Host {
  #own: Personalizer | undefined
  #request: ShopRequest | undefined
  #followed: Personalizer | undefined
  #stop: (() => void) | undefined
  #unsubscribe: (() => void) | undefined
  #waiting = false
  #last: PersonalizerStatus | undefined

  /** Brings the element up to date; called when the page, an attribute or the personalizer has changed. */
  protected abstract update(personalizer: Personalizer | undefined): void
  /** Asks again. */
  refresh(): void {
    this.changed()
  }

  /** The element's own, or the page's. */
  get personalizer(): Personalizer | undefined {
    return this.#own ?? pagePersonalizer()
  }
  set personalizer(personalizer: Personalizer | undefined) {
    this.#own = personalizer
    this.#follow()
  }
  /** Anything else that `recommend` may be asked with; its fields go before the attributes. */
  get request(): ShopRequest | undefined {
    return this.#request
  }
  set request(request: ShopRequest | undefined) {
    this.#request = request
    this.changed()
  }
  /** Also an attribute, for the shop's styles. */
  get status(): ElementStatus {
    return (this.getAttribute('status') as ElementStatus) ?? 'idle'
  }
  protected is(status: ElementStatus): void {
    this.setAttribute('status', status)
  }

  #heard(status: PersonalizerStatus): void {
    const last = this.#last
    this.#last = status
    const { state, engine } = status
    const isUp = state === 'ready'
    if (this.status === 'loading' && /stalled|failed/.test(state)) this.is('stalled')
    // The visitor has taken something back, which may still stand here; or what could not answer can now.
    const less = (engine?.interactions ?? 0) < (last?.engine?.interactions ?? 0)
    if (less || (isUp && last?.state !== state && this.status === 'ready')) this.refresh()
    this.changed()
  }

  connectedCallback(): void {
    // What the page has set before the element was defined hides the accessors.
    const self = this as unknown as Record<string, unknown>
    for (const [name, value] of Object.entries(self)) {
      delete self[name]
      self[name] = value
    }
    this.#stop = onPagePersonalizer(() => this.#follow())
    this.#follow()
  }

  disconnectedCallback(): void {
    this.#stop?.()
    this.#follow()
  }

  attributeChangedCallback(): void {
    this.changed()
  }

  #follow(): void {
    const personalizer = this.isConnected ? this.personalizer : undefined
    if (personalizer !== this.#followed) {
      this.#unsubscribe?.()
      this.#followed = personalizer
      this.#unsubscribe = personalizer?.subscribe(() => this.attempt(() => this.#heard(personalizer.getSnapshot())))
    }
    this.changed()
  }

  /** `update` once, after all that changes in this task has. */
  protected changed(): void {
    if (this.#waiting) return
    this.#waiting = true
    queueMicrotask(() => {
      this.#waiting = false
      if (this.isConnected) this.attempt(() => this.update(this.personalizer))
    })
  }

  /** The page hears of what goes wrong by an event; it is never thrown at it. */
  protected attempt<T>(work: () => T): T | undefined {
    const fail = (error: unknown) => void this.tell('error', error)
    try {
      const result = work()
      if (result instanceof Promise) result.catch(fail)
      return result
    } catch (error) {
      fail(error)
    }
  }

  /** @returns whether the page leaves what follows to the element. */
  protected tell(name: string, detail: unknown): boolean {
    return this.dispatchEvent(new CustomEvent(`penchant-${name}`, { detail, bubbles: true, cancelable: true }))
  }

  /** The page's language, where it names one that is one. */
  get locale(): string | undefined {
    try {
      return Intl.getCanonicalLocales(this.closest<HTMLElement>('[lang]')?.lang)[0]
    } catch {
      return undefined
    }
  }
}
