import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTable, decodeWeights, encodeTable, encodeWeights } from './artefact.ts'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts'
import { DEFAULT_CONFIG } from './config.ts'
import { fromHalf, toHalf } from './half.ts'
import { createRandom } from './random.ts'
import { createWeights } from './weights.ts'

describe('half precision', () => {
  it('keeps every one of its own numbers', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = fromHalf(bits)
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits === 0x8000 ? 0x8000 : bits)
    }
  })

  it('rounds to the nearest, to even in the middle', () => {
    expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1)
    expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9)
    expect(fromHalf(toHalf(65520))).toBe(Number.POSITIVE_INFINITY)
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-60000), max: 60000, noNaN: true }), (value) => {
        expect(Math.abs(fromHalf(toHalf(value)) - value)).toBeLessThanOrEqual(
          Math.max(Math.abs(value) * 2 ** -11, 2 ** -25),
        )
      }),
    )
  })
})

describe('a checkpoint', () => {
  const checkpoint = {
    meta: { epoch: 3, name: 'Käse ☕' },
    arrays: { a: Float32Array.from([1.5, -2, Number.NaN]), steps: Int32Array.from([7, -1]), none: new Float32Array() },
  }

  it('comes back as it was, also from a Node Buffer, whose slices share their memory', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint)
    expect(decodeCheckpoint(Buffer.from(encodeCheckpoint(checkpoint)))).toEqual(checkpoint)
  })

  it('is refused after any change of any byte, and when cut short', () => {
    const bytes = encodeCheckpoint(checkpoint)
    for (let i = 0; i < bytes.length; i++) {
      const broken = bytes.slice()
      broken[i] ^= 1 << (i % 8)
      // Bytes 12 to 15 are spare, but covered by the checksum like the rest.
      expect(() => decodeCheckpoint(broken), `byte ${i}`).toThrow(/checkpoint: /)
      expect(() => decodeCheckpoint(bytes.slice(0, i)), `cut at ${i}`).toThrow(/checkpoint: /)
    }
  })
})

describe('the published form', () => {
  const config = { ...DEFAULT_CONFIG, dimension: 16, feedForward: 16, maxLength: 5 }
  const weights = createWeights(config, createRandom(1))
  const manifest = { config, weights: weights.entries, items: 3 }

  it('of weights is fp16', () => {
    const decoded = decodeWeights(encodeWeights(weights), manifest)
    expect(decoded.entries).toEqual(weights.entries)
    decoded.values.forEach((value, i) => {
      expect(value).toBe(fromHalf(toHalf(weights.values[i])))
    })
  })

  it('of weights is refused when the file or the manifest does not fit the config', () => {
    const bytes = encodeWeights(weights)
    expect(() => decodeWeights(bytes.slice(2), manifest)).toThrow(/bytes, its config needs/)
    expect(() => decodeWeights(bytes, { ...manifest, weights: weights.entries.slice(1) })).toThrow(/manifest.weights/)
    bytes[1] = 0x7c
    bytes[0] = 0
    expect(() => decodeWeights(bytes, manifest)).toThrow(/weight 0 is Infinity/)
  })

  it('of the table comes back as it was, and is refused with a wrong length or scale', () => {
    const table = {
      data: Int8Array.from({ length: 48 }, (_, i) => i - 24),
      scales: Float32Array.from([0.5, 0, 2]),
      dimension: 16,
    }
    const bytes = encodeTable(table)
    expect(decodeTable(bytes, manifest)).toEqual(table)
    expect(decodeTable(Buffer.from(bytes), manifest)).toEqual(table)
    expect(() => decodeTable(bytes.slice(1), manifest)).toThrow(/table file has/)
    bytes.fill(0xff, 48, 52)
    expect(() => decodeTable(bytes, manifest)).toThrow(/scale of item row 1 is NaN/)
  })
})
