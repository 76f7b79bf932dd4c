import { penchantError } from '@penchant/protocol'

/** Of an Ed25519 signature. */
export const SIGNATURE_BYTES = 64

/**
 * Rejects with `ModelInvalid` where `signature` is not the key's own over exactly these bytes (RFC 8032), and with
 * `ModelUnavailable` where the browser cannot tell: what was not checked is not used.
 *
 * @param key base64 of the public key, 32 bytes
 */
export async function verifySignature(key: string, bytes: Uint8Array, signature: Uint8Array): Promise<void> {
  let isGenuine: boolean
  try {
    const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
    const publicKey = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
    const [signed, data] = [signature, bytes] as Uint8Array<ArrayBuffer>[]
    isGenuine = await crypto.subtle.verify('Ed25519', publicKey, signed, data)
  } catch (error) {
    throw penchantError(
      'ModelUnavailable',
      'modelKey asks for a signature, and this browser cannot check Ed25519; the model is not used',
      error,
    )
  }
  if (!isGenuine) {
    throw penchantError(
      'ModelInvalid',
      'manifest.sig is not the signature of manifest.json by modelKey: publish with --sign, by the key that the page names',
    )
  }
}
