import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, DEFAULT_CONFIG, DEFAULT_TRAINING } from '@penchant/model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { capturedRun } from '../captured-run.ts'
import { prepareCommand } from '../prepare.ts'
import { loadBest } from './model-folder.ts'
import { type PretrainOptions, pretrain } from './pretrain.ts'

let folder: string
const at = (name: string) => join(folder, name)

/** Visitors who come again and again, each for a few items of their own. */
function writeEvents(path: string): void {
  const random = createRandom(5)
  const lines = ['time,visitor,item,event']
  for (let step = 0; step < 24; step++) {
    for (let visitor = 0; visitor < 60; visitor++) {
      const time = new Date(Date.UTC(2025, 0, 1 + Math.floor(step / 4), 8, 5 * (step % 4), visitor)).toISOString()
      lines.push(`${time},v${visitor},i${(visitor + random.below(4)) % 30},view_item`)
    }
  }
  writeFileSync(path, lines.join('\n'))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-reptile-'))
  writeEvents(at('events.csv'))
  const argv = ['prepare', '--events', at('events.csv'), '--audit', 'off', '--validation', '0.2', '--out', at('data')]
  const { code, stderr } = await capturedRun(prepareCommand, argv)
  expect(code, stderr).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lines: string[] = []
const options = (more: Partial<PretrainOptions>): PretrainOptions => ({
  config: { ...DEFAULT_CONFIG, dimension: 16, feedForward: 32, maxLength: 10 },
  training: { ...DEFAULT_TRAINING, epochs: 1, batchPositions: 128, negatives: 8, seed: 3 },
  resume: false,
  output: {
    json: true,
    line: (text) => lines.push(text),
    progress: () => ({ update() {}, stop() {} }),
    result() {},
  },
  ...more,
})

it('makes another encoder of the best model, the same each time, and takes it back where it is not wanted', async () => {
  const model = await pretrain(at('data'), at('model'), options({ reptile: 6 }))
  expect(model.reptile).toMatchObject({ steps: 6 })
  const tuned = await loadBest(at('model'), model, null)
  const plain = await loadBest(at('model'), { config: model.config }, null)
  const far = Math.max(...tuned.weights.values.map((value, i) => Math.abs(value - plain.weights.values[i])))
  expect(far).toBeGreaterThan(0.0005)
  expect(far).toBeLessThan(0.05)
  expect(tuned.table).toEqual(plain.table)
  expect(lines.some((text) => /^reptile: validation NDCG@10 \d+\.\d+ → \d+\.\d+ %/.test(text))).toBe(true)

  const again = await pretrain(at('data'), at('again'), options({ reptile: 6 }))
  expect((await loadBest(at('again'), again, null)).weights.values).toEqual(tuned.weights.values)

  const without = await pretrain(at('data'), at('again'), options({ resume: true }))
  expect(without.reptile).toBeUndefined()
  expect((await loadBest(at('again'), without, null)).weights.values).toEqual(plain.weights.values)
})
