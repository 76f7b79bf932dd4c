import type { ExportedData } from 'penchant'
import '../style/drawer.css'
import type { Choice } from '../choice.ts'
import type { Memory } from '../memory.ts'
import type { RequestLog } from '../request-log.ts'
import type { ShopPersonalizer } from '../shop-personalizer.ts'
import type { Slots } from '../slots.ts'
import { toast } from '../toast.ts'
import { type Html, html } from '../view/html.ts'
import { icon } from '../view/icon.ts'
import type { Site } from '../view/site.ts'
import { attentionBars, suggestionList } from './attention.ts'
import { engineFacts, learningRuns } from './engine.ts'
import { interactionList } from './interactions.ts'
import { networkList } from './network.ts'
import { BACKENDS, plural, sentence } from './words.ts'

export interface Drawer {
  /** @param byVisitor a button was pressed; false where the drawer was open on the page before. */
  open(byVisitor: boolean): void
  /** Something may have changed. Cheap while closed, and soon done while open. */
  update(): void
}

interface Parts {
  personalizer: ShopPersonalizer
  choice: Choice
  memory: Memory
  slots: Slots
  requests: RequestLog
  site: Site
}

const FEW = 6
const KEY = 'demo:drawer'

/** The panel that shows what the device knows, does, learnt and fetched. */
export function createDrawer({ personalizer, choice, memory, slots, requests, site }: Parts): Drawer {
  const dialog = document.querySelector<HTMLDialogElement>('#drawer')!
  const opener = document.querySelector<HTMLElement>('.drawer-button')!
  // Beside the page on a wide screen, so that one can go on shopping and watch; over it on a small one.
  const beside = matchMedia('(min-width: 70rem)')
  let stored: ExportedData | null = null
  let showAll = false
  let busy: 'learning' | 'erasing' | null = null
  let asking = false
  let wanted = false
  let known = ''

  dialog.innerHTML =
    html`<div class="d-head"><h2 id="drawer-title">What happens on your device</h2><button type="button" class="d-close" data-drawer="close" aria-label="Close">${icon('close')}</button></div>
<div class="d-body">
<div data-part="state"></div>
<section><h3>What is kept</h3><div data-part="interactions"></div></section>
<section><h3>What the model goes by</h3><div data-part="attention"></div></section>
<section><h3>What it suggests</h3><div data-part="suggestions"></div></section>
<section><h3>How it computes</h3><div data-part="engine"></div></section>
<section><h3>What it learnt</h3><div data-part="learning"></div></section>
<section><h3>What went over the network</h3><div data-part="network"></div></section>
</div>
<div class="d-foot" data-part="actions"></div>`.markup

  function draw(part: string, content: Html): void {
    const element = dialog.querySelector<HTMLElement>(`[data-part="${part}"]`)!
    if (element.dataset.markup === content.markup) return
    const open = [...element.querySelectorAll<HTMLElement>('details[open]')].map(({ dataset }) => dataset.key)
    const focused = element.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.drawer
      : undefined
    element.innerHTML = content.markup
    for (const details of element.querySelectorAll('details')) details.open = open.includes(details.dataset.key)
    if (focused) element.querySelector<HTMLElement>(`[data-drawer="${focused}"]`)?.focus()
    element.dataset.markup = content.markup
  }

  function state(): Html {
    const status = personalizer.getSnapshot()
    const consent = choice.get()
    if (consent !== 'granted') {
      return html`<p class="d-state off"><b>${consent === 'denied' ? 'Switched off.' : 'Nothing happens yet.'}</b> ${
        consent === 'denied'
          ? 'Nothing about you is stored, and the engine was not fetched.'
          : 'Before you agree, nothing is stored, and the engine is not even fetched.'
      }</p><p><button type="button" class="button" data-drawer="grant">Personalise on this device</button></p>`
    }
    const { engine } = status
    const words: Record<string, string> = {
      idle: 'Waiting',
      loading: 'Starting',
      ready: 'Running',
      stalled: 'Waiting for an answer',
      failed: 'Not available',
    }
    return html`<p class="d-state ${status.state}"><b>${words[status.state]}${
      engine?.backend.inference ? `, with ${BACKENDS[engine.backend.inference]}` : ''
    }.</b> ${
      engine
        ? html`${plural(engine.interactions, 'interaction', 'interactions')} in ${plural(engine.sessions, 'visit', 'visits')}, stored in this browser and nowhere else.`
        : ''
    } <button type="button" class="link" data-drawer="deny">Switch it off</button></p>${status.message ? html`<p class="d-message">${status.message}</p>` : ''}`
  }

  function render(): void {
    const engine = choice.get() === 'granted' ? (personalizer.getSnapshot().engine ?? null) : null
    const now = Date.now()
    draw('state', state())
    draw(
      'interactions',
      interactionList(stored?.interactions ?? [], { memory, site, now, most: showAll ? Number.MAX_SAFE_INTEGER : FEW }),
    )
    draw('attention', attentionBars(slots.forYou, memory, site))
    draw('suggestions', suggestionList(slots.forYou, memory, site))
    draw('engine', engineFacts(engine))
    draw('learning', learningRuns(engine, now))
    draw('network', networkList(engine ? requests.all() : [], site))
    draw('actions', actions(engine !== null))
  }

  function actions(running: boolean): Html {
    if (asking) {
      return html`<p>Delete everything this shop keeps about you here?</p><div class="d-do"><button type="button" class="button danger" data-drawer="erase-now">Erase</button><button type="button" class="button quiet" data-drawer="keep">Keep it</button></div>`
    }
    const disabled = (off: boolean) => (off ? html` disabled` : '')
    return html`<div class="d-do"><button type="button" class="button quiet" data-drawer="learn"${disabled(!running || busy !== null)}>${busy === 'learning' ? 'Learning…' : 'Learn now'}</button>
<button type="button" class="button quiet" data-drawer="export"${disabled(!running)}>Export</button>
<button type="button" class="button quiet" data-drawer="erase"${disabled(!running || busy !== null)}>${busy === 'erasing' ? 'Erasing…' : 'Erase'}</button></div>
<p class="d-more"><button type="button" class="link" data-drawer="inspect">For developers: the inspector</button></p>`
  }

  /** What is stored has to be asked for; the rest is in the status. */
  async function refresh(): Promise<void> {
    if (choice.get() !== 'granted') {
      stored = null
      known = ''
    } else {
      const engine = personalizer.getSnapshot().engine
      const now = `${engine?.interactions} ${engine?.sessions}`
      if (now !== known) {
        known = now
        stored = await personalizer.export()
        if (stored?.interactions.some(({ item }) => item !== undefined && !memory.get(item))) await memory.refresh()
      }
      await slots.ask()
    }
    // Shown when it is whole: sections that grow one after the other would push each other down.
    dialog.dataset.filled = ''
    render()
  }

  function update(): void {
    if (!dialog.open || wanted) return
    wanted = true
    setTimeout(() => {
      wanted = false
      render()
      void refresh()
    }, 60)
  }

  function remember(open: boolean): void {
    opener.setAttribute('aria-expanded', String(open))
    if (open && beside.matches) document.documentElement.dataset.drawer = 'open'
    else delete document.documentElement.dataset.drawer
    try {
      sessionStorage.setItem(KEY, open && beside.matches ? 'open' : '')
    } catch {
      // closed on the next page
    }
  }

  function save(data: ExportedData): void {
    const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'what-this-shop-knows.json'
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }

  const presses: Record<string, () => unknown> = {
    close: () => dialog.close(),
    more() {
      showAll = true
      render()
    },
    grant: () => choice.decide('granted'),
    deny: () => choice.decide('denied'),
    async learn() {
      busy = 'learning'
      render()
      await personalizer.learn()
      busy = null
      const run = personalizer.getSnapshot().engine?.learning[0]
      if (run)
        toast(
          run.verdict === 'accepted' ? 'Learnt, and kept: it ranks your newest clicks higher.' : sentence(run.reason),
        )
      void refresh()
    },
    async inspect() {
      dialog.close()
      const { defineInspector } = await import('@penchant/elements/inspector')
      defineInspector()
      if (!document.querySelector('penchant-inspector')) {
        document.body.append(document.createElement('penchant-inspector'))
      }
    },
    async export() {
      const data = await personalizer.export()
      if (data) save(data)
      else toast('There was nothing to export.')
    },
    erase() {
      asking = true
      render()
      dialog.querySelector<HTMLElement>('[data-drawer="keep"]')?.focus()
    },
    keep() {
      asking = false
      render()
      dialog.querySelector<HTMLElement>('[data-drawer="erase"]')?.focus()
    },
    async 'erase-now'() {
      asking = false
      busy = 'erasing'
      render()
      const gone = await personalizer.erase()
      busy = null
      known = ''
      stored = null
      showAll = false
      slots.forget()
      toast(gone ? 'Erased. The shop starts from scratch.' : 'Not everything could be erased; see the message above.')
      void refresh()
    },
  }

  dialog.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-drawer]')
    if (button) void presses[button.dataset.drawer!]?.()
    // A press on what lies behind the modal panel closes it.
    else if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => {
    remember(false)
    opener.focus()
  })
  // A panel beside the page is not modal, so the browser does not close it by Escape.
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && dialog.open && !dialog.matches(':modal')) dialog.close()
  })
  beside.addEventListener('change', () => {
    if (dialog.open) dialog.close()
  })

  return {
    open(byVisitor) {
      if (dialog.open) {
        if (byVisitor) dialog.close()
        return
      }
      render()
      if (beside.matches) {
        // `show` would take the focus, which a page that has just loaded must not lose.
        if (byVisitor) dialog.show()
        else dialog.setAttribute('open', '')
      } else dialog.showModal()
      remember(true)
      void refresh()
    },
    update,
  }
}
