import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ManifestFile } from '@penchant/protocol'

/** Writes a published file under a name that its content gives it. */
export async function writeHashed(
  folder: string,
  name: string,
  type: string,
  bytes: Uint8Array,
): Promise<ManifestFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = `${name}.${sha256.slice(0, 16)}.${type}`
  await writeFile(join(folder, path), bytes)
  return { path, bytes: bytes.length, sha256 }
}
