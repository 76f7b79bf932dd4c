import { defineElements } from './define-elements.ts'

export { setWords } from './words.ts'

// The page's own stub, where the shop has none: `penchant.js` may come later, and then does what waits here.
const calls: unknown[][] = []
const page = window as unknown as { penchant?: object }
page.penchant ??= Object.assign((...call: unknown[]) => calls.push(call), { q: calls })

defineElements()
