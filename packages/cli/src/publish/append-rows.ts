import { encodePackedTable, encodeTable, type Int8Table, readPackedTable } from '@penchant/model'
import type { TablePacking } from '@penchant/protocol'
import type { PublishedModel } from '../published-model.ts'

/**
 * The table with rows at its end, those before as they were. Where rows are packed the new ones are exact: codewords were
 * fitted without them.
 * @param more unit rows
 */
export function appendRows(
  { manifest, table, tableBytes }: Pick<PublishedModel, 'manifest' | 'table' | 'tableBytes'>,
  more: Int8Table,
): { bytes: Uint8Array; packing?: TablePacking } {
  const { dimension } = more
  const joined = (before: Int8Array) => {
    const data = new Int8Array(before.length + more.data.length)
    data.set(before)
    data.set(more.data, before.length)
    return data
  }
  if (!manifest.table) {
    const scales = new Float32Array([...table.scales, ...more.scales])
    return { bytes: encodeTable({ data: joined(table.data), scales, dimension }) }
  }
  const packed = readPackedTable(tableBytes, { items: manifest.items, table: manifest.table, dimension })
  const isExact = new Uint8Array(manifest.items + more.scales.length).fill(1)
  isExact.set(packed.isExact)
  const packing = { ...manifest.table, exact: manifest.table.exact + more.scales.length }
  return { bytes: encodePackedTable({ ...packed, packing, isExact, exact: joined(packed.exact) }), packing }
}
