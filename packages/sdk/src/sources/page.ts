import type { Emit } from '../source.ts'
import type { ItemFacts } from './item-facts.ts'

/** What the sources of one page know of it together. */
export interface Page {
  /** Id of the item that this page view is about: that of its last `view_item` with one item. */
  readonly item: string | undefined
  /** Calls `listener` whenever a page view begins or its item changes. @returns unsubscribes. */
  onChange(listener: (change: 'view' | 'item') => void): () => void
  /**
   * Calls `listener` when the visitor may be about to leave, all listeners at one time: so what they report goes to the
   * worker in one message, and none waits for another's. @returns unsubscribes.
   */
  onLeave(listener: () => void): () => void
  readonly facts: ItemFacts
  /** Whether a source other than `source` has reported `event` in this page view, `since` a `performance.now()`. */
  reportedByOthers(event: string, source: string, since?: number): boolean
  /** Reports under the name of another source: what comes by two ways of one place is two sources. */
  emitAs(source: string): Emit
  /** Hears of what is wrong with the page's content. Never throws. */
  report(error: Error): void
  /** What was there before the sources came is not to be read: the visitor had refused. */
  readonly fromNow: boolean
}
