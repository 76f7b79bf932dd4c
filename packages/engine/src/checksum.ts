import { penchantError } from '@penchant/protocol'

/** sha-256 of `bytes`, lower-case hexadecimal. Throws `ModelUnavailable` on a page without https. */
export async function checksum(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw penchantError('ModelUnavailable', 'the browser checks files on secure pages only: serve the shop over https')
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
