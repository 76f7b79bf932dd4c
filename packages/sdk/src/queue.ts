/** Holds what must not be lost until somebody has acknowledged it; when full, the oldest goes. */
export interface Queue<T> {
  readonly size: number
  /** Entries dropped because the queue was full. */
  readonly dropped: number
  push(entry: T): void
  /** The oldest `count` entries. They stay, and are not dropped, until `acknowledge` or `release`. */
  send(count: number): T[]
  /** What was sent has arrived: forget it. */
  acknowledge(): void
  /** What was sent may not have arrived: the next `send` gives it again. */
  release(): void
  clear(): void
}

export function createQueue<T>(limit: number): Queue<T> {
  let entries: T[] = []
  let sent = 0
  let dropped = 0
  return {
    get size() {
      return entries.length
    },
    get dropped() {
      return dropped
    },
    push(entry) {
      if (entries.push(entry) <= limit) return
      // What is on its way may be stored already, so the oldest behind it goes.
      entries.splice(sent, 1)
      dropped++
    },
    send(count) {
      sent = Math.min(count, entries.length)
      return entries.slice(0, sent)
    },
    acknowledge() {
      entries = entries.slice(sent)
      sent = 0
    },
    release() {
      sent = 0
    },
    clear() {
      entries = []
      sent = 0
    },
  }
}
