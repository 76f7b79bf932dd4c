import { type Int8Table, type PackedTable, partStart } from '@penchant/model'
import { CODEWORDS } from '@penchant/protocol'

/** Rows that stay exact: every eighth. */
const isExactRow = (i: number): boolean => i % 8 === 0
const PARTS = 5

/** A small table packed the plainest way: int4 by rounding, product quantisation with a codeword for each row there is. */
export function packTiny({ data, scales, dimension }: Int8Table, form: 'int4' | 'pq'): PackedTable {
  const isExact = Uint8Array.from(scales, (_, i) => Number(isExactRow(i)))
  const rows = Array.from(scales, (_, i) => data.subarray(i * dimension, (i + 1) * dimension))
  const exact = rows.filter((_, i) => isExactRow(i))
  const coarse = rows.filter((_, i) => !isExactRow(i))
  const same = { dimension, isExact, exact: Int8Array.from(exact.flatMap((row) => [...row])) }
  if (form === 'int4') {
    const nibble = (value: number | undefined) => (value === undefined ? 0 : Math.round((value + 120) / 16))
    const codes = coarse.flatMap((row) =>
      Array.from({ length: Math.ceil(dimension / 2) }, (_, k) => nibble(row[2 * k]) | (nibble(row[2 * k + 1]) << 4)),
    )
    const packing = { form, exact: exact.length } as const
    return { ...same, packing, codebook: new Int8Array(), codes: Uint8Array.from(codes) }
  }
  const codebook = new Int8Array(CODEWORDS * dimension)
  for (let part = 0; part < PARTS; part++) {
    const [from, to] = [partStart(part, PARTS, dimension), partStart(part + 1, PARTS, dimension)]
    coarse.forEach((row, code) => {
      codebook.set(row.subarray(from, to), CODEWORDS * from + code * (to - from))
    })
  }
  const codes = Uint8Array.from({ length: coarse.length * PARTS }, (_, k) => Math.floor(k / PARTS))
  return { ...same, packing: { form, exact: exact.length, parts: PARTS }, codebook, codes }
}
