import { penchantError } from '@penchant/protocol'
import { checksum } from './checksum.ts'

/**
 * Name of the database of who has signed in: the shop's, and the SHA-256 of the shop's id of them, so that nobody reads in it
 * who that is. Rejects with `InvalidOption` on a page without TLS, which has no SHA-256, and in a browser that does not list
 * its databases: a withdrawal could not find them all.
 *
 * @param visitor empty for nobody, whose database is the shop's own
 */
export async function visitorDatabase(shop: string, visitor: string): Promise<string> {
  if (visitor === '') return shop
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB?.databases) {
    throw penchantError(
      'InvalidOption',
      'visitor: visitors of one device are kept apart on https pages alone, in a browser that lists its databases; nothing is stored here, identify(null) goes on without',
    )
  }
  return `${shop}~${await checksum(new TextEncoder().encode(`${shop}~${visitor}`))}`
}
