import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { countNeighbours } from './count-neighbours.ts'
import { openDataset, readItems } from './dataset.ts'
import { prepareCommand } from './prepare.ts'

const folder = mkdtempSync(join(tmpdir(), 'penchant-count-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('what is done with the item at hand is no second visit of it; to come back to it is', async () => {
  const visits = [
    ['ann', 'A view_item', 'A add_to_cart', 'A purchase', 'B view_item'],
    ['bea', 'C view_item', 'C view_item', 'B view_item'],
  ]
  const lines = visits.flatMap(([visitor, ...steps]) =>
    steps.map((step, i) => `${1_700_000_000 + i * 60},${visitor},${step.replace(' ', ',')}`),
  )
  writeFileSync(join(folder, 'events.csv'), ['time,visitor,item,event', ...lines].join('\n'))
  const all = ['--min-support', '1', '--validation', '0', '--test', '0', '--visitors', '0', '--audit', 'off']
  const argv = ['prepare', '--events', join(folder, 'events.csv'), ...all, '--out', join(folder, 'data')]
  const { code, stderr } = await capturedRun(prepareCommand, argv)
  expect(code, stderr).toBe(0)
  const dataset = await openDataset(join(folder, 'data'))
  const ids = (await readItems(dataset)).map(({ id }) => id)
  const { neighbours } = await countNeighbours(dataset, ['train'])
  const of = (id: string) => {
    const row = ids.indexOf(id) + 1
    const list = neighbours.rows.subarray(neighbours.offsets[row - 1], neighbours.offsets[row])
    return Array.from(list, (other) => ids[other - 1]).sort()
  }
  expect(of('A')).toEqual(['B'])
  expect(of('C')).toEqual(['B', 'C'])
})
