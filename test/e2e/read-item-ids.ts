import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ItemColumns, Manifest } from '@penchant/protocol'

/** Ids of a published folder's items; entry `i` belongs to row `i + 1`. */
export function readItemIds(folder: string): string[] {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const { files } = read('manifest.json') as Manifest
  return (read(files.items.path) as ItemColumns).id
}
