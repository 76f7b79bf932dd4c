import type { Item, Manifest } from 'penchant'
import type { Published } from '../read-published.ts'

/** A published shop made of items alone: the first is the most wanted, and each goes with the two after it. */
export function publishedOf(items: Item[], name = 'test-shop'): Published {
  const manifest = { formatVersion: 2, name, dataCard: { synthetic: true } } as Manifest
  return {
    manifest,
    version: 'abc123',
    items,
    popularity: Float32Array.from(items, (_, i) => 1 / (i + 1)),
    neighbours: (i) => [i + 1, i + 2].filter((other) => other < items.length),
  }
}
