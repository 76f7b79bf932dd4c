import { checkItemTable, type ItemTable } from './item-table.ts'
import { createJavaScriptScorer } from './javascript-scorer.ts'
import type { Scorer } from './scorer.ts'
import { createWasmScorer } from './wasm-scorer.ts'

/**
 * The fastest scorer that this place allows; its `kind` says which. Throws `RangeError` for a table whose parts
 * contradict each other, and never because WebAssembly is missing or forbidden.
 * @param prefer `javascript` leaves WebAssembly untouched
 */
export function createScorer(table: ItemTable, prefer: Scorer['kind'] = 'wasm'): Scorer {
  checkItemTable(table)
  if (prefer === 'javascript') return createJavaScriptScorer(table)
  try {
    return createWasmScorer(table)
  } catch {
    return createJavaScriptScorer(table)
  }
}
