import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { capturedRun } from '../captured-run.ts'
import { openDataset, readItems } from '../dataset.ts'
import { prepareCommand } from '../prepare.ts'
import { withTrends } from './with-trends.ts'

let folder: string
const at = (name: string) => join(folder, name)
const START = Date.UTC(2025, 0, 1) / 1000
const DAY = 86_400

/** Forty days. `steady` five times a day, `rising` once and in the last week ten times, `late` from day 30 on. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-trends-'))
  const lines = ['visitor,item,event,time']
  let visitor = 0
  for (let day = 0; day < 40; day++) {
    const visits: [string, number][] = [
      ['steady', 5],
      ['rising', day >= 33 ? 10 : 1],
      ['late', day >= 30 ? 2 : 0],
      ['filler', 20],
    ]
    for (const [item, count] of visits) {
      for (let k = 0; k < count; k++) {
        visitor++
        for (const [step, id] of ['filler2', item].entries()) {
          lines.push(`v${visitor},${id},view_item,${START + day * DAY + 1000 + visitor + step}`)
        }
      }
    }
  }
  writeFileSync(at('events.csv'), lines.join('\n'))
  writeFileSync(
    at('items.csv'),
    'id,title,price,list_price,added\nsteady,Steady,8,10,2024-06-01\nrising,Rising,5,,\nlate,Late,5,,\nfiller,F,1,,\nbad,B,1,,soon\n',
  )
  const argv = ['--events', at('events.csv'), '--items', at('items.csv'), '--min-support', '1', '--max-rejected', '0.5']
  const { code, stderr } = await capturedRun(prepareCommand, [
    'prepare',
    ...argv,
    ...['--validation', '0.05', '--test', '0.05', '--out', at('data')],
  ])
  expect(code, stderr).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('says what rises and what is new, and takes the shop by its word', async () => {
  const dataset = await openDataset(at('data'))
  const items = await withTrends(dataset, ['train', 'validation', 'test'], await readItems(dataset))
  const of = (id: string) => items.find((item) => item.id === id)!
  expect(of('rising').trend).toBeGreaterThan(4)
  expect(of('rising').trend).toBeGreaterThan(of('late').trend ?? 0)
  expect(of('steady').trend).toBeUndefined()
  expect(of('filler').trend).toBeUndefined()
  expect(of('steady')).toMatchObject({ price: 8, listPrice: 10, added: Date.UTC(2024, 5, 1) / 1000 / DAY })
  expect(of('late').added).toBe(START / DAY + 30)
  // It was there when the data begin, so nobody knows since when.
  expect(of('filler').added).toBeUndefined()
  expect(readFileSync(at('data/rejected.jsonl'), 'utf8')).toContain('added \\"soon\\" is no date')
})
