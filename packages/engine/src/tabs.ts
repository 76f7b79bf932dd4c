/** What one tab's engine tells the others'. */
export type TabMessage =
  | { type: 'adapted'; model: string }
  /** Interactions were removed, and all that was learnt. */
  | { type: 'forgotten'; ids: ReadonlySet<number> }
  /** The history was replaced. */
  | { type: 'imported' }
  | { type: 'paused'; on: boolean }
  | { type: 'erased' }

export interface Tabs {
  tell(message: TabMessage): void
  /**
   * Runs `work` while no other tab does; resolves with `null`, without running it, where one does.
   * Without Web Locks it runs in any case: the checkpoint store lets only one of two runs win.
   */
  alone<T>(work: () => Promise<T>): Promise<T | null>
  close(): void
}

/** The connection between tabs that use the same database. */
export function joinTabs(database: string, onMessage: (message: TabMessage) => void): Tabs {
  const name = `penchant ${database}`
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  if (channel) channel.onmessage = ({ data }) => onMessage(data)
  return {
    tell: (message) => channel?.postMessage(message),
    alone(work) {
      const locks = globalThis.navigator?.locks
      if (!locks) return work()
      return locks.request(`${name} learning`, { ifAvailable: true }, (lock) => (lock ? work() : null))
    },
    close: () => channel?.close(),
  }
}
