import { DEFAULT_TRAINING, decodeContentRows, encodeContentRows } from '@penchant/model'
import { quantizeTable } from '@penchant/scorer'
import { describe, expect, it } from 'vitest'
import type { DatasetItem } from '../dataset.ts'
import { fitPipeline } from './fit-pipeline.ts'
import { itemTable } from './item-table.ts'
import { addContent, createTower, decodeTower, encodeTower, servedMatrix, stepTower } from './item-tower.ts'

const D = 16
const COLOURS = ['red', 'green', 'blue', 'black', 'white']
const KINDS = ['kettle', 'grinder', 'mug', 'plate']
const items: DatasetItem[] = Array.from({ length: 80 }, (_, i) => ({
  id: `i${i}`,
  title: `${COLOURS[i % 5]} ${KINDS[i % 4]} no ${i}`,
  category: ['Kitchen', KINDS[i % 4]],
  brand: i % 3 === 0 ? 'Aroma' : 'Basic',
  price: 5 + i,
  attributes: { colour: COLOURS[i % 5], weight: i / 10 },
  support: i < 70 ? 20 : 2,
}))
const FIELDS = [
  { kind: 'path', name: 'category' },
  { kind: 'category', name: 'brand' },
  { kind: 'price', name: 'price' },
  { kind: 'category', name: 'colour' },
  { kind: 'number', name: 'weight' },
  { kind: 'title', name: 'title' },
] as const
const build = () => createTower(fitPipeline(FIELDS, items), items, items, D, DEFAULT_TRAINING)!
const contentRow = (tower: ReturnType<typeof build>, row: number) => {
  const into = new Float32Array(D)
  addContent(tower, row, into, 0)
  return into
}
const cosine = (a: Float32Array, b: Float32Array) => {
  let dot = 0
  for (let i = 0; i < a.length; i++) dot += a[i] * b[i]
  return dot / (Math.hypot(...a) * Math.hypot(...b))
}

describe('ItemTower', () => {
  it('makes the same row of an item in training and from the published file', () => {
    const tower = build()
    const bytes = encodeContentRows(tower.pipeline, quantizeTable(servedMatrix(tower), D))
    const rowOf = decodeContentRows(bytes, D)
    for (const row of [1, 17, 80]) expect(cosine(rowOf(items[row - 1])!, contentRow(tower, row))).toBeGreaterThan(0.998)
    expect(rowOf({ title: '', brand: 'Nobody' })).toBeNull()
    expect(() => decodeContentRows(bytes, D * 2)).toThrow('the tower file does not fit the model')
  })

  it('moves all items that share a feature by what one of them learns', () => {
    const tower = build()
    const before = [1, 61, 2].map((row) => contentRow(tower, row))
    const gradient = new Float32Array(D).fill(1)
    for (let i = 0; i < 5; i++) stepTower(tower, Int32Array.of(1), gradient, 0.01)
    const moved = [1, 61, 2].map((row, k) =>
      contentRow(tower, row).reduce((sum, value, i) => sum + value - before[k][i], 0),
    )
    // Item 61 has all but price and number in common with item 1, item 2 the brand's and the price's neighbourhood at most.
    expect(moved[0]).toBeLessThan(moved[1])
    expect(moved[1]).toBeLessThan(0.5 * moved[0])
    expect(Math.abs(moved[2])).toBeLessThan(Math.abs(moved[1]))
  })

  it('comes back from its checkpoint, over other items too', () => {
    const tower = build()
    const again = decodeTower(encodeTower(tower), items.slice(0, 3), D, DEFAULT_TRAINING)
    again.matrix.set(tower.matrix)
    expect(contentRow(again, 3)).toEqual(contentRow(tower, 3))
  })

  it('publishes an item of few events by its content alone', () => {
    const tower = build()
    const table = new Float32Array((items.length + 1) * D).fill(0.5)
    const support = items.map((item) => item.support)
    const row = (whole: Float32Array, n: number) => whole.subarray(n * D, (n + 1) * D)
    const published = itemTable(table, tower, support)
    expect(row(published, 80)).toEqual(contentRow(tower, 80))
    for (const [whole, n] of [
      [published, 70],
      [itemTable(table, tower), 80],
    ] as const) {
      const content = contentRow(tower, n)
      for (let i = 0; i < D; i++) expect(row(whole, n)[i]).toBeCloseTo(content[i] + 0.5, 5)
    }
  })

  it('leaves fields out that say nothing, and has none without any', () => {
    const plain = items.map(({ id, support }) => ({ id, support, brand: 'Same', price: Number.NaN }))
    expect(fitPipeline(FIELDS, plain)).toEqual([])
    expect(createTower([], plain, plain, D, DEFAULT_TRAINING)).toBeNull()
    expect(fitPipeline(FIELDS, items.slice(0, 1))).toEqual([])
  })
})
