import { isVisitorDatabase } from '@penchant/protocol'
import { createDatabase } from './database.ts'

/** Deletes what is stored of every visitor of this device, the anonymous one's too. */
export async function eraseVisitors(shop: string): Promise<void> {
  const known = (await globalThis.indexedDB?.databases?.().catch(() => undefined)) ?? []
  const theirs = known.flatMap(({ name = '' }) => (isVisitorDatabase(shop, name) ? name : []))
  await Promise.all(theirs.concat(shop).map((name) => createDatabase(name).erase()))
}
