import { describe, expect, it } from 'vitest'
import type { Manifest } from './manifest.ts'
import { manifestProblems, readManifest } from './read-manifest.ts'

const file = (name: string, bytes: number) => ({ path: `${name}.bin`, bytes, sha256: 'a'.repeat(64) })

const good: Manifest = {
  formatVersion: 2,
  name: 'thirty items',
  createdAt: '2026-01-01T00:00:00.000Z',
  task: 'next-item',
  config: {
    encoder: 'transformer',
    dimension: 16,
    blocks: 1,
    heads: 2,
    feedForward: 32,
    maxLength: 20,
    temperature: 0.07,
    events: 8,
    dwellBuckets: 8,
    gapBuckets: 8,
    context: {
      fields: [
        { name: 'device', values: ['phone', 'desktop'] },
        { name: 'hour', values: ['0', '1'] },
      ],
      ...{ width: 4, crosses: 2, rank: 4, timeZone: 'Europe/Berlin' },
    },
  },
  outlook: { purchase: { bias: -1, coefficients: Array(9).fill(0.5) }, withCart: null },
  mix: { coVisitation: 1, coVisitationDecay: 0.8, memory: 0.5, memoryDecay: 0.8 },
  items: 30,
  weights: [{ name: 'position', shape: [20, 16], offset: 0 }],
  files: {
    weights: file('weights', 640),
    table: file('table', 600),
    items: file('items', 900),
    neighbours: file('neighbours', 244),
    popularity: file('popularity', 120),
  },
  metrics: {},
  curve: [{ epoch: 1, seconds: 2, loss: 3, validation: 0.1 }],
  dataCard: { name: 'made up', synthetic: true, interactions: 0, sequences: 0, from: null, to: null, consentBasis: '' },
}

/** The good manifest with one value, named by its path, replaced; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(good) as unknown as Record<string, unknown>
  const parts = path.split('.')
  let parent = copy
  for (const part of parts.slice(0, -1)) parent = parent[part] as Record<string, unknown>
  parent[parts.at(-1)!] = value
  return copy
}
const read = (given: unknown) => readManifest(new TextEncoder().encode(JSON.stringify(given)))

describe('the manifest', () => {
  it('is read as it was written', () => {
    expect(read(good)).toEqual(good)
  })

  it.each<[path: string, value: unknown]>([
    ['formatVersion', 1],
    ['name', 7],
    ['items', 0],
    ['config.context', 'device'],
    ['config.context.width', 0],
    ['config.context.crosses', 9],
    ['config.context.rank', 0.5],
    ['config.context.timeZone', 'Atlantis'],
    ['config.context.fields', []],
    ['config.context.fields.0.name', ''],
    ['config.context.fields.1.name', 'device'],
    ['config.context.fields.0.values', 'phone'],
    ['config.context.fields.0.values', [7]],
    ['items', 1e9],
    ['items', 2.5],
    ['items', '30'],
    ['task', 'next'],
    ['config', null],
    ['config', []],
    ['config.encoder', 'lstm'],
    ['config.dimension', 1e9],
    ['config.heads', 3],
    ['config.blocks', -1],
    ['config.maxLength', null],
    ['config.temperature', 0],
    ['mix', undefined],
    ['mix.coVisitation', -1],
    ['mix.coVisitationDecay', 1.1],
    ['mix.memory', 'NaN'],
    ['outlook', 3],
    ['outlook.purchase', null],
    ['outlook.purchase.bias', '1'],
    ['outlook.purchase.coefficients', [1, 2]],
    ['outlook.withCart', 0],
    ['table', 'int4'],
    ['table', { form: 'int8', exact: 0 }],
    ['table', { form: 'int4', exact: 31 }],
    ['table', { form: 'int4', exact: -1 }],
    ['table', { form: 'pq', exact: 3 }],
    ['table', { form: 'pq', exact: 3, parts: 17 }],
    ['weights', {}],
    ['weights.0', null],
    ['weights.0.shape', [-1]],
    ['weights.0.offset', 0.5],
    ['files', undefined],
    ['files.table', undefined],
    ['files.table.bytes', 1e12],
    ['files.weights.bytes', 1e12],
    ['files.popularity.bytes', 4],
    ['files.items.path', 'https://elsewhere.example/items.json'],
    ['files.items.path', '//elsewhere.example/items.json'],
    ['files.items.path', '../items.json'],
    ['files.items.path', 'a/../../items.json'],
    ['files.items.path', 'items.json?x=1'],
    ['files.items.path', 'items%2e.json\\..'],
    ['files.items.sha256', 'abc'],
    ['curve', 1],
    ['curve.0.loss', 'low'],
    ['dataCard', undefined],
  ])('is refused where %s is %j, by that name', (path, value) => {
    expect(() => read(changed(path, value))).toThrow(
      expect.objectContaining({
        name: 'ModelInvalid',
        message: expect.stringContaining(path.replace(/\.(\d+)/, '[$1]')),
      }),
    )
  })

  it.each([
    [{ form: 'int4', exact: 3 }, 4 + 3 * 16 + 27 * 8],
    [{ form: 'pq', exact: 3, parts: 5 }, 4 + 3 * 16 + 256 * 16 + 27 * 5],
  ])('of a table packed as %j allows its file just the bytes that form takes', (table, bytes) => {
    const packed = { ...good, table, files: { ...good.files, table: file('table', bytes) } }
    expect(read(packed)).toEqual(packed)
    expect(() => read({ ...packed, files: good.files })).toThrow(
      `"files.table.bytes" is 600, not a whole number from ${bytes}`,
    )
  })

  it('has all its problems named at once', () => {
    const bytes = (given: unknown) => new TextEncoder().encode(JSON.stringify(given))
    expect(manifestProblems(bytes(good))).toEqual([])
    const wrong = {
      ...good,
      name: 7,
      mix: { ...good.mix, memory: -1 },
      config: { ...good.config, encoder: 'lstm' },
      weights: [null, 1],
    }
    const found = manifestProblems(bytes(wrong))
    for (const field of [
      '"name" is 7',
      '"mix.memory" is -1',
      '"config.encoder" is "lstm"',
      '"weights[0]"',
      '"weights[1]"',
    ]) {
      expect(found).toContainEqual(expect.stringContaining(field))
    }
    expect(manifestProblems(bytes({ ...good, config: null }))).toContainEqual(
      expect.stringContaining('"config" is null'),
    )
    expect(manifestProblems(bytes(null))).toHaveLength(1)
    expect(manifestProblems(bytes({ ...good, files: undefined }))).toContainEqual(expect.stringContaining('"files" is'))
    expect(manifestProblems(bytes({ ...good, files: undefined })).join()).not.toContain('Cannot')
    // Whoever reads one afterwards is stopped by the first again.
    expect(() => read(wrong)).toThrow('"name" is 7')
  })

  it.each(['', 'null', '7', '[]', '{', '{"formatVersion":2}'])('is refused where the file holds %j', (text) => {
    expect(() => readManifest(new TextEncoder().encode(text))).toThrow(
      expect.objectContaining({ name: 'ModelInvalid' }),
    )
  })
})
