import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from './errors.ts'

/** An Ed25519 key in a PEM file, as `openssl genpkey -algorithm ed25519` writes it. */
export interface SigningKey {
  /** Base64 of the 32 bytes that a page names as `modelKey`. */
  publicKey: string
  /** Writes `manifest.sig` beside `manifest.json`: 64 bytes over exactly its bytes. */
  sign(folder: string): Promise<void>
}

/** @throws UsageError where the file cannot be read or holds another kind of key. */
export async function readSigningKey(path: string): Promise<SigningKey> {
  let key: KeyObject
  try {
    key = createPrivateKey(await readFile(path))
  } catch (error) {
    throw new UsageError(
      `${path} is no private key that can be read (${(error as Error).message}); make one with \`penchant keys ${path}\``,
    )
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new UsageError(
      `${path} is a key for ${key.asymmetricKeyType}, not for Ed25519; make one with \`penchant keys\``,
    )
  }
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return {
    publicKey: Buffer.from(x!, 'base64url').toString('base64'),
    async sign(folder) {
      await writeFile(join(folder, 'manifest.sig'), sign(null, await readFile(join(folder, 'manifest.json')), key))
    },
  }
}

/** A new key, for its owner's eyes alone; what is there already is kept. */
export async function makeSigningKey(path: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }), { flag: 'wx', mode: 0o600 })
}
