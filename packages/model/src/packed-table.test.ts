import { describe, expect, it } from 'vitest'
import { decodeTable } from './artefact.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { encodePackedTable, readPackedTable } from './packed-table.ts'

const of = (items: number, dimension: number, table: Parameters<typeof readPackedTable>[1]['table']) => ({
  items,
  table,
  config: { ...DEFAULT_CONFIG, dimension },
})
const row = ({ data, scales, dimension }: ReturnType<typeof decodeTable>, index: number) =>
  Array.from(data.subarray(index * dimension, (index + 1) * dimension), (value) => value * scales[index])
const unit = (values: number[]) => values.map((value) => value / Math.hypot(...values))

describe('a packed table', () => {
  // Rows 1 and 3 are exact, row 2 is not; three values a row, so the last nibble of a row is padding.
  const int4 = of(3, 3, { form: 'int4', exact: 2 })
  const nibbles = Uint8Array.of(0b101, 3, 0, 252, 0, 0, 0, 0xf0, 0x07)
  // Five values in two parts, the first of two and the second of three; code 1 and code 255.
  const pq = of(9, 5, { form: 'pq', exact: 8, parts: 2 })
  const codebook = new Uint8Array(256 * 5)
  codebook.set([3, 4], 1 * 2)
  codebook.set([0, 256 - 12, 0], 256 * 2 + 255 * 3)
  const coded = Uint8Array.of(0xff, 0, ...Array(8).fill([1, 0, 0, 0, 0]).flat(), ...codebook, 1, 255)

  it('is what the format says, byte by byte, and every row of unit length', () => {
    const small = decodeTable(nibbles, int4)
    expect(row(small, 0)).toEqual(unit([3, 0, -4]).map((value) => expect.closeTo(value, 6)))
    expect(row(small, 1)).toEqual(unit([-15, 15, -1]).map((value) => expect.closeTo(value, 6)))
    // Nothing is known of the third item.
    expect(row(small, 2)).toEqual([0, 0, 0])
    const words = decodeTable(Buffer.from(coded), pq)
    expect(row(words, 8)).toEqual(unit([3, 4, 0, -12, 0]).map((value) => expect.closeTo(value, 6)))
    expect(row(words, 7)).toEqual([1, 0, 0, 0, 0])
  })

  it('comes back as it was', () => {
    for (const [bytes, { items, table, config }] of [
      [nibbles, int4],
      [coded, pq],
    ] as const) {
      const packed = readPackedTable(bytes, { items, table, dimension: config.dimension })
      expect(encodePackedTable(packed)).toEqual(bytes)
    }
  })

  it.each([
    ['cut', nibbles.slice(1), int4, 'the table file has 8 bytes, 3 items of 3 need 9'],
    ['of another form', nibbles, pq, 'the table file has 9 bytes'],
    ['with another number of exact rows', nibbles.with(0, 0b111), int4, 'marks 3 rows as exact'],
    ['with rows past the last', nibbles.with(0, 0b1000101), int4, 'marks rows after the last of 3'],
    ['with values past the last', nibbles.with(8, 0x17), int4, 'more after the last'],
  ])('is refused %s', (_, bytes, manifest, message) => {
    expect(() => decodeTable(bytes, manifest)).toThrow(
      expect.objectContaining({ name: 'ModelInvalid', message: expect.stringContaining(message) }),
    )
  })
})
