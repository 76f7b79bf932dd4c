import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_CONFIG, DEFAULT_TRAINING } from '@penchant/model'
import { afterEach, expect, it } from 'vitest'
import { readModelFile } from './model-folder.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

it('reads a model of before a setting existed as one that was trained without it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'penchant-model-'))
  folders.push(folder)
  const { recency: _, hardNegatives: __, targetWeights: ___, ...older } = { ...DEFAULT_TRAINING, negatives: 512 }
  const model = { formatVersion: 1, config: DEFAULT_CONFIG, training: older }
  await writeFile(join(folder, 'model.json'), JSON.stringify(model))
  expect((await readModelFile(folder)).training).toEqual({ ...DEFAULT_TRAINING, negatives: 512 })
})
