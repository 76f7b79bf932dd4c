import type { ConsentState } from 'penchant'
import type { ShopPersonalizer } from './shop-personalizer.ts'
import { html } from './view/html.ts'

/** The head's inline script reads it before the first paint, so it is plain text. */
const KEY = 'demo:consent'

export interface Choice {
  get(): ConsentState
  /** Shows the question again. */
  ask(): void
  decide(choice: 'granted' | 'denied'): void
  subscribe(listener: () => void): void
}

/** Asks once, remembers, and tells the SDK. Until then the SDK stores nothing and fetches no worker. */
export function createChoice(personalizer: ShopPersonalizer): Choice {
  const listeners: (() => void)[] = []
  const root = document.documentElement
  let state: ConsentState = remembered()

  function show(): void {
    root.dataset.consent = state
    const line = document.querySelector('[data-consent-line]')
    if (line) {
      line.textContent =
        state === 'granted'
          ? 'Personalised on this device. What you do here stays in this browser.'
          : state === 'denied'
            ? 'Not personalised. Nothing about you is kept.'
            : 'Personalisation is off until you allow it.'
    }
  }

  function close(): void {
    const banner = document.querySelector('#banner')
    if (banner) banner.innerHTML = ''
  }

  const choice: Choice = {
    get: () => state,
    ask() {
      const banner = document.querySelector<HTMLElement>('#banner')
      if (!banner) return
      banner.innerHTML =
        html`<section class="banner" aria-labelledby="banner-title"><h2 id="banner-title" tabindex="-1">May this shop learn what you like?</h2>
<p>What you look at would be kept <b>in this browser only</b>. A small model here picks what to show you. Nothing about you is sent to anyone, and you can look at it or erase it whenever you like.</p>
<p class="banner-do"><button type="button" class="button" data-choose="granted">Personalise on this device</button><button type="button" class="button" data-choose="denied">No thanks</button></p></section>`.markup
      banner.onclick = ({ target }) => {
        const chosen = (target as Element).closest<HTMLElement>('[data-choose]')?.dataset.choose
        if (chosen === 'granted' || chosen === 'denied') choice.decide(chosen)
      }
    },
    decide(next) {
      state = next
      try {
        localStorage.setItem(KEY, next)
      } catch {
        // asked again on the next page
      }
      if (next === 'granted') personalizer.consent.grant()
      else personalizer.consent.deny()
      close()
      show()
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => listeners.push(listener),
  }

  if (state === 'granted') personalizer.consent.grant()
  else if (state === 'denied') personalizer.consent.deny()
  else choice.ask()
  show()
  return choice
}

function remembered(): ConsentState {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'granted' || value === 'denied' ? value : 'pending'
  } catch {
    return 'pending'
  }
}
