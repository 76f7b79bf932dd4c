import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeNeighbours } from './decode-neighbours.ts'
import { encodeNeighbours } from './encode-neighbours.ts'

const neighbours = {
  offsets: Uint32Array.of(0, 2, 3, 6),
  rows: Uint32Array.of(3, 2, 1, 1, 3, 2),
  weights: Float32Array.of(0.5, 0.25, 0.3, 0.9, 0.05, 0.001),
}
const bytes = encodeNeighbours(neighbours)

/** A stream of bits, the lowest of a byte first. */
function packed(...fields: [value: number, bits: number][]): Uint8Array {
  const bits = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, i) => (value >>> i) & 1))
  const out = new Uint8Array(Math.ceil(bits.length / 8))
  bits.forEach((bit, i) => {
    out[i >> 3] |= bit << (i & 7)
  })
  return out
}

describe('the published form of neighbours', () => {
  it('is what the manifest says, bit by bit', () => {
    // Item 1: two neighbours, k = 0; row 2 (gap less one: 1) at 1.3^-3 of the largest, row 3 (gap 0) at level 0.
    const first: [number, number][] = [
      [2, 11],
      [0, 5],
      [1, 1],
      [0, 1],
      [3, 4],
      [0, 1],
      [0, 4],
    ]
    const second: [number, number][] = [
      [1, 11],
      [0, 5],
      [0, 1],
      [0, 4],
    ]
    // What is a thousandth of the largest counts as the lowest level.
    const third: [number, number][] = [
      [3, 11],
      [0, 5],
      [0, 1],
      [0, 4],
      [0, 1],
      [15, 4],
      [0, 1],
      [11, 4],
    ]
    expect(bytes).toEqual(packed(...first, ...second, ...third))
  })

  it('comes back heaviest first, weights within half a level and summing to one', () => {
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    const decoded = decodeNeighbours(shifted.subarray(1), 3)
    expect([...decoded.offsets]).toEqual([0, 2, 3, 6])
    expect([...decoded.rows]).toEqual([3, 2, 1, 1, 3, 2])
    const [a, b, alone] = decoded.weights
    expect(a + b).toBeCloseTo(1)
    expect(Math.abs(Math.log(a / b / 2))).toBeLessThan(Math.log(1.3) / 2)
    expect(alone).toBe(1)
  })

  it('takes less than two bytes and a half a neighbour of a large shop', () => {
    const [items, each] = [20_000, 20]
    const offsets = Uint32Array.from({ length: items + 1 }, (_, i) => i * each)
    const rows = Uint32Array.from({ length: items * each }, (_, i) => 1 + ((i * 7919) % items))
    const weights = new Float32Array(rows.length).fill(1 / each)
    const stored = encodeNeighbours({ offsets, rows, weights })
    expect(stored.length / rows.length).toBeLessThan(2.5)
    const set = (list: Uint32Array, item: number) =>
      [...list.subarray(item * each, (item + 1) * each)].sort((a, b) => a - b)
    const decoded = decodeNeighbours(stored, items)
    for (const item of [0, 7, items - 1]) expect(set(decoded.rows, item)).toEqual(set(rows, item))
  })

  it('works for no items and for no neighbours', () => {
    const none = { offsets: Uint32Array.of(0), rows: new Uint32Array(0), weights: new Float32Array(0) }
    expect(decodeNeighbours(encodeNeighbours(none), 0)).toEqual(none)
    const lonely = { ...none, offsets: Uint32Array.of(0, 0, 0) }
    expect(decodeNeighbours(encodeNeighbours(lonely), 2)).toEqual(lonely)
    const many = { offsets: Uint32Array.of(0, 2048), rows: new Uint32Array(2048), weights: new Float32Array(2048) }
    expect(() => encodeNeighbours(many)).toThrow('item row 1 has 2048 neighbours')
  })

  it.each([
    ['too short', bytes.slice(0, 3), 'ends before the last of 3 items'],
    ['cut off', bytes.slice(0, -1), 'ends before the last of 3 items'],
    ['too long', Uint8Array.of(...bytes, 0), 'bytes; 3 items with 6 neighbours need'],
    ['a row past the table', packed([1, 11], [2, 5], [0, 1], [3, 2], [0, 4]), 'names item row 4'],
    [
      'padding that is not zero',
      packed([0, 16], [0, 16], [1, 11], [0, 5], [0, 1], [0, 4], [1, 1]),
      'goes on after its last',
    ],
    ['a gap without an end', packed([1, 11], [31, 5], [0xffff, 16], [0, 40]), 'names item row'],
  ])('refuses %s', (_, hostile, message) => {
    expect(() => decodeNeighbours(hostile, 3)).toThrow(expect.objectContaining({ name: 'ModelInvalid' }))
    expect(() => decodeNeighbours(hostile, 3)).toThrow(message)
  })

  it('answers any bytes with an error or with neighbours that stay inside', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)).map(([at, value]) => bytes.with(at, value)),
    )
    fc.assert(
      fc.property(anyBytes, fc.nat(6), (hostile, items) => {
        let decoded: ReturnType<typeof decodeNeighbours>
        try {
          decoded = decodeNeighbours(hostile, items)
        } catch (error) {
          return (error as Error).name === 'ModelInvalid'
        }
        return (
          decoded.offsets.length === items + 1 &&
          decoded.offsets[items] === decoded.rows.length &&
          decoded.rows.every((row) => row >= 1 && row <= items) &&
          decoded.weights.every((weight) => weight > 0 && weight <= 1)
        )
      }),
      { numRuns: 3_000 },
    )
  })
})
