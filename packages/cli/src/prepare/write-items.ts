import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Item } from '@penchant/protocol'
import type { Vocabulary } from './build-vocabulary.ts'

/**
 * Writes `items.jsonl`, one item a line in the order of the rows.
 * @param attributes an item's line of the catalogue, where there is one.
 * @param price what its buyers paid, where the catalogue does not say.
 */
export async function writeItems(
  path: string,
  { items, support }: Vocabulary,
  ids: readonly string[],
  attributes: (id: string) => string | undefined,
  price: (item: number) => number | undefined,
): Promise<void> {
  function* lines(): Generator<string> {
    for (let i = 0; i < items.length; i++) {
      const id = ids[items[i]]
      const known = attributes(id)
      const item: Item = known === undefined ? { id } : JSON.parse(known)
      item.price ??= price(items[i])
      yield `${JSON.stringify({ ...item, support: support[i] })}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
}
