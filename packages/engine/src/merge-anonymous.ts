import { createDatabase } from './database.ts'
import { type InteractionStore, openInteractionStore, type StoreOptions } from './interaction-store.ts'
import { mergeExport } from './merge-export.ts'
import { openPause } from './pause.ts'
import { openSealing } from './sealing.ts'
import { joinTabs } from './tabs.ts'

interface Setting {
  /** The shop's database, which is the anonymous visitor's. */
  shop: string
  keep: NonNullable<StoreOptions['keep']>
  encrypt: boolean
}

/**
 * Takes what the anonymous visitor of this device did into the history of who has signed in, each interaction once, and
 * deletes it, with all that was learnt of it, where it was. That database stays, for a tab in which nobody has signed in. Rejects
 * where something cannot be read or stored; what was not stored here is still there, and what was is not stored twice.
 *
 * @returns whether the history has changed, and whether the anonymous visitor has paused.
 */
export async function mergeAnonymous(into: InteractionStore, { shop, keep, encrypt }: Setting) {
  const nothing = { changed: false, paused: false }
  const known = await globalThis.indexedDB?.databases?.()
  // In memory it would be gone with the page.
  if (into.storage === 'memory' || !known?.some(({ name }) => name === shop)) return nothing
  const database = createDatabase(shop)
  try {
    const store = await openInteractionStore(database, { keep, sealing: await openSealing(database, encrypt) })
    if (store.storage === 'memory') return nothing
    const { on: paused } = await openPause(database)
    const data = { format: 'penchant-export', version: 1, interactions: store.history }
    const { interactions, report } = mergeExport(data, into.history, keep, Date.now())
    if (report.added > 0) await into.replace(interactions)
    const ids = new Set(store.history.map(({ id }) => id))
    await store.remove(ids)
    await database.use((connection) =>
      Promise.all((['checkpoints', 'learning', 'slots'] as const).map((name) => connection.clear(name))),
    )
    const tabs = joinTabs(shop, () => {})
    tabs.tell({ type: 'forgotten', ids })
    tabs.close()
    return { changed: report.added > 0, paused }
  } finally {
    database.close()
  }
}
