import type { ConsentState } from 'penchant'
import type { ShopPersonalizer } from './shop-personalizer.ts'

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

  const choice: Choice = {
    get: () => state,
    ask() {
      root.dataset.asking = ''
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
      const focused = document.querySelector('#banner')?.contains(document.activeElement)
      delete root.dataset.asking
      show()
      // What had the focus is gone; the next thing is beside it.
      if (focused) document.querySelector<HTMLElement>('.drawer-button')?.focus()
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => listeners.push(listener),
  }

  document.querySelector('#banner')?.addEventListener('click', ({ target }) => {
    const chosen = (target as Element).closest<HTMLElement>('[data-choose]')?.dataset.choose
    if (chosen === 'granted' || chosen === 'denied') choice.decide(chosen)
  })
  if (state === 'granted') personalizer.consent.grant()
  else if (state === 'denied') personalizer.consent.deny()
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
