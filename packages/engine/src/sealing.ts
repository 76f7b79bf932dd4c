import type { StoredInteraction } from '@penchant/protocol'
import type { Database, SealedInteraction } from './database.ts'

const ALGORITHM = 'AES-GCM'
/** Bytes; what NIST SP 800-38D recommends. By chance, each time anew. */
const NONCE = 12

/** Encrypts what the visitor did before it is stored. */
export interface Sealing {
  /** Whether what is stored from now on is to be encrypted; what was encrypted before is read in any case. */
  readonly on: boolean
  seal<T extends Omit<StoredInteraction, 'id'>>(row: T): Promise<T | SealedInteraction>
  /** `null` where it was encrypted with another key, or changed since. */
  open(row: StoredInteraction | SealedInteraction): Promise<StoredInteraction | null>
}

export const NO_SEALING: Sealing = {
  on: false,
  seal: async (row) => row,
  open: async (row) => ('sealed' in row ? null : row),
}

/**
 * The key lies in the database, not extractable: no script reads it, and it is gone with the database. Where the browser
 * has no WebCrypto, as on pages without TLS, nothing is stored rather than in the clear.
 */
export async function openSealing(database: Database, on: boolean): Promise<Sealing> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) {
    if (on) database.forbid('unavailable')
    return NO_SEALING
  }
  const stored = await database.use((connection) => connection.get('settings', 'key')).catch(() => undefined)
  let key = stored instanceof CryptoKey ? stored : undefined
  if (on && !key) {
    const made = await subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ['encrypt', 'decrypt'])
    key = await database
      .use(async (connection) => {
        const transaction = connection.transaction('settings', 'readwrite')
        transaction.done.catch(() => {})
        // Another tab may have been first.
        const first = await transaction.store.get('key')
        if (!first) await transaction.store.put(made, 'key')
        await transaction.done
        return first instanceof CryptoKey ? first : made
      })
      .catch(() => made)
  }
  if (!key) return NO_SEALING
  const secret = key

  return {
    on,
    async seal(row) {
      if (!on) return row
      const { id, session, time, key, ...what } = row as Partial<StoredInteraction>
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
      const text = new TextEncoder().encode(JSON.stringify(what))
      const bytes = await subtle.encrypt({ name: ALGORITHM, iv: nonce }, secret, text)
      const sealed = new Uint8Array(NONCE + bytes.byteLength)
      sealed.set(nonce)
      sealed.set(new Uint8Array(bytes), NONCE)
      return {
        ...(id !== undefined && { id }),
        session,
        time,
        ...(key !== undefined && { key }),
        sealed,
      } as SealedInteraction
    },
    async open(row) {
      if (!('sealed' in row)) return row
      const { sealed, ...when } = row
      try {
        const nonce = sealed.slice(0, NONCE)
        const bytes = await subtle.decrypt({ name: ALGORITHM, iv: nonce }, secret, sealed.slice(NONCE))
        return { ...JSON.parse(new TextDecoder().decode(bytes)), ...when }
      } catch {
        return null
      }
    },
  }
}
