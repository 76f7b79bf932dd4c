import type { ExportedData, Item, Personalizer, PersonalizerStatus, Recommendation } from 'penchant'
import { attachStyled } from './attach-styled.ts'
import { build } from './build.ts'
import { deeds } from './deeds.ts'
import { interests } from './interests.ts'
import { knownItems } from './known-items.ts'
import { PersonalizedElement } from './personalized-element.ts'
import { reasonWords } from './reason-words.ts'
import { saveFile } from './save-file.ts'
import { say } from './words.ts'

const WHY = 5

interface Row {
  text: string
  note: string
  /** 0 to 1, drawn as a bar. */
  share?: number
  /** Interactions to forget by the row's button; without them it has none. */
  ids?: readonly number[]
}

/**
 * `<penchant-preferences>`, the shopper's own panel: what the page has learnt about them on their device, why they see
 * what they see, and all that they may do about it. Of one size from the start.
 */
export class PenchantPreferences extends PersonalizedElement {
  static readonly observedAttributes: readonly string[] = ['heading', 'lang']

  #data: ExportedData | null = null
  #items: ReadonlyMap<string, Item> = new Map()
  #why: readonly Recommendation[] = []
  /** The status that the stored data was read at; the same is not read again. */
  #read = ''
  #question = 0
  #confirming = false
  #said = ''
  /** What was drawn: the same is not drawn again. */
  #drawn = ''
  #body = build('div', { part: 'body' })
  #status = build('p', { part: 'said', role: 'status' })

  protected update(personalizer: Personalizer | undefined): void {
    const status = personalizer?.getSnapshot()
    const { engine, consent } = status ?? {}
    const read = engine ? JSON.stringify([consent, engine.interactions, engine.adapter, engine.model]) : ''
    if (read !== this.#read) {
      this.#read = read
      void this.attempt(() => this.#fetch(consent === 'granted' ? personalizer : undefined))
    }
    this.#draw(personalizer, status)
  }

  async #fetch(personalizer: Personalizer | undefined): Promise<void> {
    const question = ++this.#question
    const data = (await personalizer?.export()) ?? null
    const ids = data?.interactions.map(({ item }) => item) ?? []
    const answer = ids.length > 0 ? await personalizer?.recommend({ count: WHY }) : undefined
    const why = answer?.items.filter(({ reasons }) => reasons[0]) ?? []
    const items = personalizer ? await knownItems(personalizer, ids, why) : this.#items
    if (question !== this.#question) return
    this.#data = data
    this.#why = why
    this.#items = items
    this.changed()
  }

  override connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = attachStyled(this)
      root.append(this.#body, this.#status)
      root.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key === 'Escape') this.#confirm(false)
      })
    }
    super.connectedCallback()
  }

  /** @param name the same for what stands in one place: the focus stays there. */
  #button(word: Parameters<typeof say>[0], name: string, press: () => unknown, disabled = false): HTMLElement {
    return build(
      'button',
      { type: 'button', part: `button ${word}`, name, disabled, onclick: () => void this.attempt(press) },
      say(word),
    )
  }

  #list(name: 'interests' | 'deeds' | 'why', rows: readonly Row[], busy: boolean): Node {
    const items = rows.map(({ text, note, share, ids }, i) => {
      const bar = share !== undefined && build('span', { part: 'bar' })
      if (bar) bar.style.setProperty('--share', String(share))
      const label = say('remove', { item: text })
      const onclick = () =>
        void this.attempt(() => this.#tell(this.personalizer?.forget(ids!), say('removed', { item: text })))
      return build(
        'li',
        { part: 'row' },
        build('span', {}, text, ' ', build('small', {}, note), bar),
        ids && build('button', { type: 'button', name: name + i, 'aria-label': label, onclick }, '×'),
      )
    })
    const none = !items[0] && !busy && build('li', { part: 'row' }, build('small', {}, say('none')))
    return build(
      'div',
      { part: name },
      build('h3', {}, say(name)),
      build('ul', { part: 'rows', role: 'list', 'aria-label': say(name), tabindex: 0 }, ...items, none),
    )
  }

  #draw(personalizer: Personalizer | undefined, status: PersonalizerStatus | undefined): void {
    const { engine, consent = 'pending', state } = status ?? {}
    const granted = consent === 'granted'
    const stored = (granted && this.#data?.interactions) || []
    const down = state === 'failed'
    const busy = granted && !down && !this.#data
    const paused = engine?.paused === true
    const { locale } = this
    const heading = this.getAttribute('heading') ?? say('title')
    const words = say(granted && down ? 'down' : granted && paused ? 'paused' : consent)

    const liked = interests(stored, this.#items, locale)
    const done = deeds(stored, this.#items, locale)
    const why = (granted ? this.#why : []).map((recommendation): Row => {
      const { title, id } = recommendation.item
      return { text: title ?? id, note: reasonWords(recommendation, this.#items) }
    })

    this.#status.textContent = this.#said
    const drawn = JSON.stringify([heading, words, !personalizer, liked, done, why, busy, this.#confirming])
    if (drawn === this.#drawn) return
    this.#drawn = drawn

    const focused = this.shadowRoot?.activeElement?.getAttribute('name')
    const lists = () => [...this.#body.querySelectorAll('ul')]
    const scrolled = lists().map(({ scrollTop }) => scrollTop)
    const decide = granted
      ? [
          this.#button(paused ? 'resume' : 'pause', 'pause', () => this.#tell(personalizer?.pause(!paused), '')),
          this.#button('withdraw', 'consent', () => this.#consent(personalizer!, 'denied')),
        ]
      : [this.#button('allow', 'consent', () => this.#consent(personalizer!, 'granted'), !personalizer)]
    const actions = this.#confirming
      ? [
          build('p', { role: 'alert' }, say('sure')),
          this.#button('erase', 'save', () => this.#erase(personalizer)),
          this.#button('no', 'erase', () => this.#confirm(false)),
        ]
      : [
          this.#button('save', 'save', () => this.#save(personalizer), !stored[0]),
          this.#button('erase', 'erase', () => this.#confirm(true), !stored[0]),
        ]
    this.#body.replaceChildren(
      build('h2', { part: 'heading', tabindex: -1 }, heading),
      build('div', { part: 'state' }, build('p', {}, words), ...decide),
      build(
        'div',
        { part: 'sections' },
        this.#list('interests', liked, busy),
        this.#list('deeds', done, busy),
        this.#list('why', why, busy),
      ),
      build('div', { part: 'actions' }, ...actions),
    )
    for (const [i, list] of lists().entries()) list.scrollTop = scrolled[i] ?? 0
    if (focused) {
      // What took its place; the heading where nothing did.
      const heir =
        this.#body.querySelector<HTMLElement>(`[name="${focused}"]:enabled`) ?? this.#body.querySelector('h2')
      heir?.focus({ preventScroll: true })
    }
  }

  #confirm(on: boolean): void {
    this.#confirming = on
    this.changed()
  }

  /** Says what came of it; the status of the personalizer tells the rest. */
  async #tell(work: Promise<boolean> | undefined, words: string): Promise<void> {
    this.#said = (await work) ? words : say('failed')
    this.#read = ''
    this.changed()
  }

  #erase(personalizer: Personalizer | undefined): Promise<void> {
    this.#confirm(false)
    return this.#tell(personalizer?.erase(), say('erased'))
  }

  async #save(personalizer: Personalizer | undefined): Promise<void> {
    const data = await personalizer?.export()
    if (data) saveFile(`${location.hostname}.json`, data)
    else await this.#tell(undefined, '')
  }

  /** A shop that asks by its own means prevents the event's default, and tells the personalizer itself. */
  #consent(personalizer: Personalizer, decision: 'granted' | 'denied'): unknown {
    if (!this.tell('consent', decision)) return
    if (decision === 'granted') return personalizer.consent.grant()
    return this.#tell(personalizer.consent.deny(), say('erased'))
  }
}
