import { createRandom, DEFAULT_CONFIG, DEFAULT_TRAINING, decodeTable, readPackedTable } from '@penchant/model'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '../dataset.ts'
import { createOutput } from '../output.ts'
import { unitTable } from '../unit-table.ts'
import { fitCodebooks } from './fit-codebooks.ts'
import { tableForms } from './table-forms.ts'
import { toNibbles } from './to-nibbles.ts'

const D = 16
const ITEMS = 1000
const random = createRandom(5)
/** Rows of unit length; nothing is known of the last. */
const rows = unitTable(
  Float32Array.from({ length: (ITEMS + 1) * D }, (_, i) => (i < ITEMS * D ? random.normal() : 0)),
  D,
)
const support = Array.from({ length: ITEMS }, (_, i) => (i * 37) % 501)
const config = { ...DEFAULT_CONFIG, dimension: D }
const forms = tableForms({
  ...{ config, rows, support, training: DEFAULT_TRAINING, output: createOutput() },
  weights: { entries: [], values: new Float32Array() },
  // Only int8 and int4 are made here, which learn nothing.
  dataset: {} as Dataset,
})

/** Mean cosine of rows to what is left of them, scaled or not. */
function likeness(kept: (i: number, j: number) => number): number {
  let sum = 0
  for (let i = 0; i < ITEMS - 1; i++) {
    let [dot, square] = [0, 0]
    for (let j = 0; j < D; j++) {
      dot += kept(i, j) * rows[i * D + j]
      square += kept(i, j) ** 2
    }
    sum += dot / Math.sqrt(square)
  }
  return sum / (ITEMS - 1)
}

describe('forms of the item rows', () => {
  it('are listed by their size, and each has just the bytes that it was said to have', async () => {
    expect(forms.map(({ size, packing }) => [size, packing?.form === 'pq' ? packing.parts : null])).toEqual([
      ['pq', 2],
      ['pq', 3],
      ['int4', null],
      // The codewords take more than the nibbles' second half in so small a shop.
      ['pq', 4],
      ['pq', 8],
      ['int8', null],
    ])
    for (const form of forms.filter(({ size }) => size !== 'pq')) {
      const [{ bytes }] = await form.make()
      expect(bytes).toHaveLength(form.bytes)
    }
  })

  it('keep exact what has most events and what nothing is known of; the rest keeps its direction', async () => {
    const { packing, make } = forms.find(({ size }) => size === 'int4')!
    const [{ bytes }] = await make()
    const { isExact } = readPackedTable(bytes, { items: ITEMS, table: packing!, dimension: D })
    const least = Math.min(...support.filter((_, i) => isExact[i] && i < ITEMS - 1))
    expect(support.filter((count, i) => !isExact[i] && count > least)).toEqual([])
    expect(isExact.reduce((sum, bit) => sum + bit, 0)).toBe(101)
    const { data, scales } = decodeTable(bytes, { config, items: ITEMS, table: packing })
    expect(scales[ITEMS - 1]).toBe(0)
    expect(likeness((i, j) => data[i * D + j] * scales[i])).toBeGreaterThan(0.995)
  })

  it('in nibbles are cut off where that keeps more than the whole range does', () => {
    const codes = toNibbles(rows.subarray(0, (ITEMS - 1) * D), D)
    const nibble = (i: number, j: number) => (codes[(i * D + j) >> 1] >> (4 * (j & 1))) & 15
    const largest = (i: number) => Math.max(...rows.subarray(i * D, (i + 1) * D).map(Math.abs))
    const whole = (i: number, j: number) => Math.round((7 * rows[i * D + j]) / largest(i))
    expect(likeness((i, j) => 2 * nibble(i, j) - 15)).toBeGreaterThan(likeness(whole))
  })

  it('as codewords are nearer the more bytes they have, and whole where there is a word for each row', () => {
    const kept = (parts: number, count = ITEMS - 1) => {
      const { words, codes } = fitCodebooks(rows.slice(0, count * D), D, parts, createRandom(1))
      const width = D / parts
      return (i: number, j: number) => {
        const part = Math.floor(j / width)
        return words[256 * width * part + codes[i * parts + part] * width + (j % width)]
      }
    }
    const [two, four, eight] = [2, 4, 8].map((parts) => likeness(kept(parts)))
    expect(two).toBeLessThan(four)
    expect(four).toBeLessThan(eight)
    expect(eight).toBeGreaterThan(0.99)
    const few = kept(2, 200)
    for (let i = 0; i < 200 * D; i++) expect(few(Math.floor(i / D), i % D)).toBeCloseTo(rows[i], 6)
  })
})
