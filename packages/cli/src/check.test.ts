import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeContentRows } from '@penchant/model'
import type { Manifest } from '@penchant/protocol'
import { quantizeTable } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { makeTestVectors, type TestVectors } from './check/test-vector.ts'
import { checkCommand } from './check.ts'
import { readPublished } from './published-model.ts'

/** The model that comes with the repository. */
const SHOP = join(import.meta.dirname, '../../../demo/shop')
let folder: string
const at = (name: string) => join(folder, 'model', name)
const check = () => capturedRun(checkCommand, ['check', join(folder, 'model'), '--json'])
const manifest = (): Manifest => JSON.parse(readFileSync(at('manifest.json'), 'utf8'))
const write = (changed: unknown) => writeFileSync(at('manifest.json'), JSON.stringify(changed))

/** Changes a file as another trainer would have written it: the manifest names it as it is. */
function rewrite(name: keyof Manifest['files'], change: (bytes: Buffer) => void): void {
  const whole = manifest()
  const bytes = readFileSync(at(whole.files[name].path))
  change(bytes)
  writeFileSync(at(whole.files[name].path), bytes)
  whole.files[name].sha256 = createHash('sha256').update(bytes).digest('hex')
  write(whole)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-check-'))
  await cp(SHOP, join(folder, 'good'), { recursive: true })
  await startNodeBackend('wasm')
  const vectors = await makeTestVectors(await readPublished(join(folder, 'good')))
  writeFileSync(join(folder, 'good/vectors.json'), JSON.stringify(vectors))
})
beforeEach(() => cp(join(folder, 'good'), join(folder, 'model'), { recursive: true, force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function problems(): Promise<string[]> {
  const { code, stdout } = await check()
  const result: { valid: boolean; problems: string[] } = JSON.parse(stdout)
  expect(code).toBe(result.valid ? 0 : 1)
  return result.problems
}

describe('penchant check', () => {
  it('finds the model that we publish valid, and its vectors true', async () => {
    const { code, stdout } = await check()
    const { valid, checked } = JSON.parse(stdout)
    expect({ code, valid }).toEqual({ code: 0, valid: true })
    expect(checked).toContainEqual(expect.stringMatching(/vectors.json \(12 vectors\)/))
    expect(checked).toHaveLength(8)
  })

  it('names every field that is wrong, with value and remedy', async () => {
    const whole = manifest()
    write({ ...whole, task: 'next', mix: { ...whole.mix, memory: -1 } })
    expect(await problems()).toEqual([
      expect.stringMatching(/"task" is "next".*publish/),
      expect.stringMatching(/"mix.memory" is -1.*publish/),
    ])
    expect((await capturedRun(checkCommand, ['check', join(folder, 'nowhere')])).code).toBe(1)
  })

  it('names every file that is missing, cut or changed', async () => {
    const { files } = manifest()
    unlinkSync(at(files.popularity.path))
    const items = readFileSync(at(files.items.path))
    writeFileSync(at(files.items.path), items.subarray(0, items.length - 1))
    const found = await problems()
    expect(found).toContainEqual(expect.stringContaining(`"files.popularity.path" is "${files.popularity.path}"`))
    expect(found).toContainEqual(expect.stringContaining(`"files.items.bytes" is ${files.items.bytes}`))
    expect(found).toContainEqual(expect.stringContaining('"files.items.sha256"'))
  })

  it('looks at the numbers: lengths of rows, sums', async () => {
    const { items, config } = manifest()
    rewrite('table', (bytes) => {
      const scale = Math.ceil((items * config.dimension) / 4) * 4
      bytes.writeFloatLE(2 * bytes.readFloatLE(scale), scale)
    })
    rewrite('popularity', (bytes) => bytes.writeFloatLE(0.9, 0))
    expect(await problems()).toEqual([
      expect.stringMatching(/item row 1 has length (1\.9|2).*normalise/),
      expect.stringMatching(/shares sum to .*, not 1/),
    ])
  })

  it('finds what is no catalogue, no weights and no neighbours', async () => {
    rewrite('items', (bytes) => {
      // Twice the same id.
      const text = bytes.toString('utf8')
      const [first, second] = (JSON.parse(text) as { id: string[] }).id
      bytes.write(text.replace(`"${second}"`, `"${first}"`))
    })
    rewrite('weights', (bytes) => bytes.writeUInt16LE(0x7e00, 10))
    // The first item has 2,047 of them.
    rewrite('neighbours', (bytes) => bytes.writeUInt16LE(0x7ff, 0))
    expect(await problems()).toEqual([
      expect.stringMatching(/weight 5 is NaN/),
      expect.stringMatching(/"id"\[1\].*an id of its own/),
      expect.stringMatching(/the neighbours file names item row/),
    ])
  })

  it('looks at the tower, which add-items reads, and at bits that no browser reads', async () => {
    const whole = manifest()
    const tower = encodeContentRows([], quantizeTable(new Float32Array(0), whole.config.dimension))
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const name = (bytes: Uint8Array) => ({ path: 'tower.bin', bytes: bytes.length, sha256: sha256(bytes) })
    write({ ...whole, tower: name(tower) })
    expect(await problems()).toEqual([expect.stringMatching(/"tower.path" is "tower.bin", which is not in the folder/)])
    writeFileSync(at('tower.bin'), tower)
    expect(await problems()).toEqual([])
    const broken = tower.with(tower.length - 1, 7)
    writeFileSync(at('tower.bin'), broken)
    expect(await problems()).toEqual([
      expect.stringContaining('"tower.sha256"'),
      expect.stringMatching(/tower.bin: .*checksum/),
    ])
    write(whole)
    rewrite('neighbours', (bytes) => bytes.writeUInt8(bytes[bytes.length - 1] | 0x80, bytes.length - 1))
    expect(await problems()).toEqual([expect.stringContaining('goes on after its last item')])
  })

  it('runs the vectors: a score or an order that the files do not give is found', async () => {
    const vectors: TestVectors = JSON.parse(readFileSync(at('vectors.json'), 'utf8'))
    vectors.vectors[2].top[0].score *= 1.1
    const { top } = vectors.vectors[3]
    const far = top.findLastIndex(({ score }) => score < 0.8 * top[0].score)
    top.splice(0, 1, { ...top[far] })
    vectors.vectors[4].top[0].item = 'unheard-of'
    // Within what another implementation may differ by.
    vectors.vectors[5].top[0].score *= 1.002
    writeFileSync(at('vectors.json'), JSON.stringify(vectors))
    expect(await problems()).toEqual([
      expect.stringContaining('vectors[2].top[0].score'),
      expect.stringContaining('vectors[3].top[0]'),
      expect.stringContaining('vectors[4].top[0]'),
    ])
    writeFileSync(at('vectors.json'), JSON.stringify({ formatVersion: 1, vectors: [{ interactions: [], top: [] }] }))
    expect(await problems()).toEqual([expect.stringContaining('vectors[0].interactions')])
  })
})
