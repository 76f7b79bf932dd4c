import type { Manifest } from '@penchant/protocol'
import { decodeNeighbours, twoHops } from '@penchant/ranking'

/**
 * What is bought or viewed with an item, from a published model's `neighbours` file: for a shop's own server.
 * @returns a function from an item row (1-based) to item rows, strongest first
 * @throws Error named `ModelInvalid` where the file is none
 */
export function readNeighbours(
  bytes: Uint8Array,
  { items, mix }: Pick<Manifest, 'items' | 'mix'>,
): (row: number) => number[] {
  const lists = twoHops(decodeNeighbours(bytes, items), mix.secondHop ?? 0)
  return (row) => Array.from(lists.of(row).rows)
}
