import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { openDataset, readSequences } from './dataset.ts'
import { wholeOf } from './dataset-whole.ts'
import { prepareCommand } from './prepare.ts'

let folder: string
const DAY = 86_400

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-whole-'))
  // Sixty days: some come once, early or late, some all the time.
  const lines = ['visitor_id,item_id,event,time']
  for (let visitor = 0; visitor < 200; visitor++) {
    const days = visitor % 4 === 0 ? [2, 20, 40, 57, 59] : [(visitor * 7) % 60]
    for (const day of days) {
      for (let step = 0; step < 3; step++) {
        const time = new Date((1_700_000_000 + day * DAY + visitor * 60 + step) * 1000).toISOString()
        lines.push(`v${visitor},i${(visitor + day + step) % 12},view_item,${time}`)
      }
    }
  }
  writeFileSync(join(folder, 'events.csv'), lines.join('\n'))
  const argv = ['prepare', '--events', join(folder, 'events.csv'), '--min-support', '1', '--out', join(folder, 'data')]
  const { code, stderr } = await capturedRun(prepareCommand, argv)
  expect(code, stderr).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('has every sequence once, with all that any split knows of it, and still leaves the disjoint visitors out', async () => {
  const dataset = await openDataset(join(folder, 'data'))
  const known = new Map<number, number>()
  for (const split of ['train', 'validation', 'test'] as const) {
    for await (const { id, rows } of readSequences(dataset, split)) {
      known.set(id, Math.max(rows.length, known.get(id) ?? 0))
    }
  }
  const seen = new Map<number, number>()
  for await (const { id, rows } of readSequences(await wholeOf(dataset), 'train')) {
    expect(seen.has(id)).toBe(false)
    seen.set(id, rows.length)
  }
  expect(seen).toEqual(known)
  expect([...seen.values()].filter((length) => length === 15).length).toBeGreaterThan(20)
  let held = 0
  for await (const { id } of readSequences(dataset, 'visitors')) {
    expect(seen.has(id)).toBe(false)
    held++
  }
  expect(held).toBeGreaterThan(0)
})
