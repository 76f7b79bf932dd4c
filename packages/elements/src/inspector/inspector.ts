import type { Personalizer } from 'penchant'
import { build } from '../build.ts'
import { PersonalizedElement } from '../personalized-element.ts'
import { enginePanel } from './engine-panel.ts'
import { eventsPanel } from './events-panel.ts'
import css from './inspector.css?inline'
import { learningPanel } from './learning-panel.ts'
import { listsPanel } from './lists-panel.ts'
import type { Panel } from './panel.ts'

/**
 * `<penchant-inspector>`, the developer's window: live events, lists with the parts of their scores, what the model reads,
 * learning, engine and network. It lies over the page, moves nothing of it, and stores nothing.
 */
export class PenchantInspector extends PersonalizedElement {
  #inspected: Personalizer | undefined
  #panels: Panel[] = []
  #seen = 0
  #root: ShadowRoot | undefined
  #isOpen = true

  protected update(personalizer: Personalizer | undefined): void {
    if (!this.#root) return
    if (personalizer !== this.#inspected) this.#inspect(personalizer)
    this.#draw()
  }

  override connectedCallback(): void {
    if (!this.#root) {
      this.#root = this.attachShadow({ mode: 'open' })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      this.#root.adoptedStyleSheets = [sheet]
    }
    super.connectedCallback()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#inspect(undefined)
  }

  #inspect(personalizer: Personalizer | undefined): void {
    for (const { end } of this.#panels) end?.()
    this.#inspected = personalizer
    this.#panels = personalizer
      ? [
          listsPanel(personalizer),
          eventsPanel(personalizer, () => this.changed()),
          learningPanel(personalizer),
          enginePanel(personalizer),
        ]
      : []
    this.#root!.replaceChildren(...this.#frame())
  }

  #frame(): Node[] {
    const toggle = build('button', {
      type: 'button',
      class: 'toggle',
      onclick: () => {
        this.#isOpen = !this.#isOpen
        this.#draw()
      },
    })
    const tabs = this.#panels.map(({ title }, i) =>
      build(
        'button',
        { type: 'button', role: 'tab', id: `tab${i}`, 'aria-controls': `panel${i}`, onclick: () => this.#show(i) },
        title,
      ),
    )
    const strip = build(
      'div',
      {
        role: 'tablist',
        'aria-label': 'Inspector',
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[(event as KeyboardEvent).key]
          if (!step) return
          this.#show((this.#seen + step + tabs.length) % tabs.length)
          tabs[this.#seen].focus()
        },
      },
      ...tabs,
    )
    for (const [i, { element }] of this.#panels.entries()) {
      element.id = `panel${i}`
      element.setAttribute('role', 'tabpanel')
      element.setAttribute('aria-labelledby', `tab${i}`)
      element.tabIndex = 0
    }
    const missing = build('p', { class: 'none' }, 'No personalizer on this page yet.')
    const content = this.#panels[0] ? [strip, ...this.#panels.map(({ element }) => element)] : [missing]
    return [toggle, build('aside', { 'aria-label': 'Penchant inspector' }, ...content)]
  }

  #show(panel: number): void {
    this.#seen = panel
    this.#draw()
  }

  #draw(): void {
    const root = this.#root!
    const toggle = root.querySelector('.toggle')!
    toggle.textContent = this.#isOpen ? 'Close' : 'Penchant'
    toggle.setAttribute('aria-expanded', String(this.#isOpen))
    root.querySelector('aside')!.hidden = !this.#isOpen
    for (const [i, tab] of root.querySelectorAll<HTMLElement>('[role=tab]').entries()) {
      const isSeen = i === this.#seen
      tab.setAttribute('aria-selected', String(isSeen))
      tab.tabIndex = isSeen ? 0 : -1
      this.#panels[i].element.hidden = !isSeen
    }
    if (!this.#isOpen) return
    const panel = this.#panels[this.#seen]
    if (panel) this.attempt(() => panel.update())
  }
}
