import { createPersonalizer } from 'penchant'

const KEY = 'consent'

/** What the visitor said on an earlier visit; null before they were asked. */
export const said = localStorage.getItem(KEY)

export const personalizer = createPersonalizer({
  model: new URL('[[model]]', document.baseURI).href,
  workerUrl: '[[cdn]]/engine/worker.js',
  consent: said ?? 'pending',
})

/** Keeps it for the next visit. */
export function choose(choice) {
  localStorage.setItem(KEY, choice)
  if (choice === 'granted') personalizer.consent.grant()
  else personalizer.consent.deny()
}
