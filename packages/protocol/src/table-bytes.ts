import type { Manifest } from './manifest.ts'

/** Codewords of each part of a product quantisation: as many as a byte can name. */
export const CODEWORDS = 256

/** Just how many bytes the `table` file has, which follows from the items, the dimension and the form. */
export function tableBytes({
  items,
  table,
  config: { dimension },
}: Pick<Manifest, 'items' | 'table' | 'config'>): number {
  // int8 rows, filled up to four bytes, and a float32 scale for each.
  if (!table) return Math.ceil((items * dimension) / 4) * 4 + items * 4
  const coarse = items - table.exact
  return (
    // A bit for each item: whether its row is exact.
    Math.ceil(items / 8) +
    table.exact * dimension +
    (table.form === 'int4' ? coarse * Math.ceil(dimension / 2) : CODEWORDS * dimension + coarse * table.parts)
  )
}
