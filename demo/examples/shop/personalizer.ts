import { createPersonalizer, type Personalizer } from 'penchant'

const KEY = 'example:consent'
type Choice = 'granted' | 'denied'

const saved = localStorage.getItem(KEY) as Choice | null

/** One for the page, made beside the components. */
export const personalizer: Personalizer = createPersonalizer({
  model: '/model/',
  workerUrl: '/engine/worker.js',
  database: 'example',
  consent: saved ?? 'pending',
})

/** Keeps what the visitor said for the next visit. */
export function choose(choice: Choice): void {
  localStorage.setItem(KEY, choice)
  if (choice === 'granted') personalizer.consent.grant()
  else void personalizer.consent.deny()
}
