import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeNeighbours } from './decode-neighbours.ts'
import { encodeNeighbours } from './encode-neighbours.ts'

const neighbours = {
  offsets: Uint32Array.of(0, 2, 3, 6),
  rows: Uint32Array.of(3, 2, 1, 1, 2, 3),
  weights: Float32Array.of(0.5, 0.25, 0.3, 0.9, 0.001, 0.05),
}
const bytes = encodeNeighbours(neighbours)

/** The same bytes with one uint32 replaced. */
function withWord(index: number, value: number): Uint8Array {
  const changed = bytes.slice()
  new DataView(changed.buffer).setUint32(4 * index, value, true)
  return changed
}

describe('the published form of neighbours', () => {
  it('is what the manifest says, byte by byte', () => {
    const view = new DataView(bytes.buffer)
    const words = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => view.getUint32(4 * (from + i), true))
    // .001 rounds to 0/255 of .9 and is left out.
    expect(words(0, 4)).toEqual([0, 2, 3, 5])
    expect(words(4, 5)).toEqual([3, 2, 1, 1, 3])
    expect([...bytes.subarray(36, 44)]).toEqual([255, 128, 255, 255, 14, 0, 0, 0])
    expect([0, 1, 2].map((i) => view.getFloat32(44 + 4 * i, true))).toEqual([0.5, 0.3, 0.9].map(Math.fround))
    expect(bytes.length).toBe(56)
  })

  it('comes back within half a step of 1/255 of the largest, whatever the alignment', () => {
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    const decoded = decodeNeighbours(shifted.subarray(1), 3)
    expect([...decoded.offsets]).toEqual([0, 2, 3, 5])
    expect([...decoded.rows]).toEqual([3, 2, 1, 1, 3])
    const expected = [0.5, 0.25, 0.3, 0.9, 0.05]
    for (let i = 0; i < 5; i++) expect(Math.abs(decoded.weights[i] - expected[i])).toBeLessThan(0.5 / 255)
  })

  it('works for no items and for no neighbours', () => {
    const none = { offsets: Uint32Array.of(0), rows: new Uint32Array(0), weights: new Float32Array(0) }
    expect(decodeNeighbours(encodeNeighbours(none), 0)).toEqual(none)
    const lonely = { ...none, offsets: Uint32Array.of(0, 0, 0) }
    expect(decodeNeighbours(encodeNeighbours(lonely), 2)).toEqual(lonely)
  })

  it.each([
    ['too short for its offsets', bytes.slice(0, 12), 'has 12 bytes'],
    ['cut off', bytes.slice(0, -1), 'has 55 bytes; 3 items with 5 neighbours need 56'],
    ['too long', Uint8Array.of(...bytes, 0), 'has 57 bytes'],
    ['a count that no file has room for', withWord(3, 0xffff_ffff), 'neighbours need'],
    ['a first offset above 0', withWord(0, 1), 'has offset 1 at 0'],
    ['offsets that fall', withWord(2, 1), 'has offset 1 at 2'],
    ['an offset past the end', withWord(1, 6), 'has offset 6 at 1'],
    ['row 0', withWord(4, 0), 'names item row 0'],
    ['a row past the table', withWord(8, 4), 'names item row 4'],
    ['a scale that is no number', withWord(11, 0x7fc0_0000), 'gives item row 1 the scale NaN'],
    ['a negative scale', withWord(12, 0xbf80_0000), 'gives item row 2 the scale -1'],
    ['a scale above 1', withWord(13, 0x4000_0000), 'gives item row 3 the scale 2'],
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
          decoded.weights.every((weight) => weight >= 0 && weight <= 1)
        )
      }),
      { numRuns: 3_000 },
    )
  })
})
