import { describe, expect, it } from 'vitest'
import { contentReader, fieldSize, type ItemPipeline, pathKey, pipelineSize, titleBuckets } from './item-pipeline.ts'

const idf = new Array<number>(64).fill(1)
const pipeline: ItemPipeline = [
  { kind: 'path', values: [pathKey(['Kitchen']), pathKey(['Kitchen', 'Kettles'])] },
  { kind: 'category', name: 'brand', values: ['Aroma'] },
  { kind: 'price', bounds: { '': [10, 100], [pathKey(['Kitchen', 'Kettles'])]: [40] }, buckets: 8 },
  { kind: 'number', name: 'weight', bounds: [1, 2] },
  { kind: 'title', idf },
]
const read = contentReader(pipeline)
const starts = pipeline.map((_, i) => pipelineSize(pipeline.slice(0, i)))
/** Features of a field that an item has, counted from the field's first. */
const own = (item: Parameters<typeof read>[0], field: number) =>
  read(item)
    .rows.map((row) => row - starts[field])
    .filter((row) => row >= 0 && row < fieldSize(pipeline[field]))

describe('contentReader', () => {
  it('gives every beginning of a category path that is known a feature', () => {
    expect(own({ category: ['Kitchen', 'Kettles'] }, 0)).toEqual([1, 2])
    expect(own({ category: ['Kitchen', 'Woks'] }, 0)).toEqual([1])
    expect(own({ category: ['Cars'] }, 0)).toEqual([0])
  })

  it('sorts a price into the buckets of its narrowest category', () => {
    const kettle = ['Kitchen', 'Kettles']
    expect(own({ price: 39, category: kettle }, 2)).toEqual([1])
    expect(own({ price: 40, category: kettle }, 2)).toEqual([2])
    expect(own({ price: 40, category: ['Kitchen'] }, 2)).toEqual([2])
    expect(own({ price: 400 }, 2)).toEqual([3])
  })

  it('takes what is missing, unknown or no number as unknown, and says whether anything is known', () => {
    for (const item of [{}, { brand: 'Else', price: Number.NaN, attributes: { weight: 'heavy' }, title: '!' }]) {
      expect([0, 1, 2, 3, 4].map((field) => own(item, field))).toEqual([[0], [0], [0], [0], []])
      expect(read(item).known).toBe(false)
    }
    expect(read({ brand: 'Aroma' }).known).toBe(true)
    expect(own({ attributes: { weight: 1.5 } }, 3)).toEqual([2])
  })

  it('makes titles of the same words alike, whatever their case and order, at unit length', () => {
    const a = read({ title: 'Blue Kettle' })
    const b = read({ title: 'KETTLE, blue' })
    const sorted = ({ rows, weights }: typeof a) => rows.map((row, i) => [row, weights[i]]).sort((x, y) => x[0] - y[0])
    expect(sorted(a)).toEqual(sorted(b))
    expect(Math.hypot(...a.weights.slice(-titleBuckets('Blue Kettle', 64).size))).toBeCloseTo(1)
  })
})
