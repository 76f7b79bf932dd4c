import type { Personalizer } from 'penchant'

type Global = { readonly personalizer?: Personalizer } & ((...call: unknown[]) => unknown)

let provided: Personalizer | undefined
let asked = false
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of [...listeners]) listener()
}

/** Gives every element on the page its personalizer; for who has it from npm. An element's own property goes first. */
export function provide(personalizer: Personalizer | undefined): void {
  provided = personalizer
  changed()
}

/** What was provided, or the script tag's. Undefined while there is none. */
export function pagePersonalizer(): Personalizer | undefined {
  return provided ?? (window as { penchant?: Partial<Global> }).penchant?.personalizer
}

/** Calls `listener` when `pagePersonalizer()` may have become another one. @returns ends that. */
export function onPagePersonalizer(listener: () => void): () => void {
  listeners.add(listener)
  const stub = (window as { penchant?: Global }).penchant
  // The stub keeps this call until the script tag's personalizer has come.
  if (!asked && typeof stub === 'function' && !stub.personalizer) {
    asked = true
    stub('on', 'status', changed)
  }
  return () => listeners.delete(listener)
}
