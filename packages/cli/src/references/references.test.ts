import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeWindows } from '@penchant/model'
import { startNodeBackend } from '@penchant/tensor/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from '../captured-run.ts'
import { type Dataset, openDataset, readSequences } from '../dataset.ts'
import { prepareCommand } from '../prepare.ts'
import { sample } from '../sample.ts'
import { type Query, queriesOfAll } from '../targets.ts'
import { writeSessions } from '../write-sessions.ts'
import { REFERENCE_NAMES } from './reference.ts'
import { trainReference } from './train-reference.ts'

let folder: string
let dataset: Dataset
let validation: Query[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-references-'))
  const sessions = writeSessions(join(folder, 'train.txt'), 400)
  const out = join(folder, 'data')
  const argv = ['prepare', '--sessions', sessions, '--min-support', '1', '--validation', '0.2', '--out', out]
  const { code, stderr } = await capturedRun(prepareCommand, argv)
  expect(code, stderr).toBe(0)
  await startNodeBackend('wasm')
  dataset = await openDataset(out)
  validation = await sample(queriesOfAll(readSequences(dataset, 'validation'), dataset.task), 200, 1)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(REFERENCE_NAMES)('%s', (name) => {
  it('learns what there is to learn, and reads nothing that lies ahead', async () => {
    const settings = { learningRate: 0.02, temperature: 0.1 }
    const trained = await trainReference(name, dataset, validation, { epochs: 4, seed: 1, settings })
    // By chance .15 of 30 items. Next items follow from the last one, which a mean of all hides.
    expect(trained.validation).toBeGreaterThan(name === 'core-ave' ? 0.3 : 0.5)

    const { sequence, end } = validation.find((query) => query.end > 2)!
    const cut = [{ sequence, from: 0, to: end - 1 }]
    const longer = [{ sequence, from: 0, to: end }]
    const early = await encodeWindows(cut, trained.model, 'wasm')
    const within = await encodeWindows(longer, trained.model, 'wasm', { positions: () => Int32Array.of(end - 2) })
    early.queries.forEach((value, i) => {
      expect(within.queries[i]).toBeCloseTo(value, 4)
    })
  })
})

it('CORE-ave is the mean of the rows, of length one', async () => {
  const { model } = await trainReference('core-ave', dataset, validation, { epochs: 1, seed: 1 })
  const { sequence } = validation.find((query) => query.end > 2)!
  const { queries } = await encodeWindows([{ sequence, from: 0, to: 3 }], model, 'wasm')
  const d = model.config.dimension
  const rows = new Float32Array(3 * d)
  for (let i = 0; i < 3; i++) model.copyRow(sequence.rows[i], rows, i * d)
  const mean = Array.from({ length: d }, (_, j) => rows[j] + rows[d + j] + rows[2 * d + j])
  const length = Math.hypot(...mean)
  mean.forEach((value, j) => {
    expect(queries[j]).toBeCloseTo(value / length, 5)
  })
})
