import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from '../captured-run.ts'
import { openDataset } from '../dataset.ts'
import { prepareCommand } from '../prepare.ts'
import { simulateCommand } from '../simulate.ts'
import { writeSessions } from '../write-sessions.ts'
import { fitOutlook } from './fit-outlook.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-outlook-'))
  const shop = ['--items', '150', '--visitors', '2500', '--days', '30', '--seed', '3']
  const simulated = await capturedRun(simulateCommand, ['simulate', ...shop, '--out', at('shop')])
  expect(simulated.code, simulated.stderr).toBe(0)
  const { code, stderr } = await capturedRun(prepareCommand, [
    'prepare',
    ...['--events', at('shop/events.tsv.gz'), '--items', at('shop/items.tsv.gz'), '--out', at('data')],
  ])
  expect(code, stderr).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('fitOutlook', () => {
  it('tells who will buy from who will not, on visits it has not learnt from', async () => {
    const { outlook, metrics } = await fitOutlook(await openDataset(at('data')), 1)
    expect(metrics['validation AUC, purchase in the rest of the session']).toBeGreaterThan(0.6)
    expect(outlook!.purchase.coefficients).toHaveLength(9)
    // A cart speaks for a purchase.
    expect(outlook!.purchase.coefficients[3]).toBeGreaterThan(0)
    expect(await fitOutlook(await openDataset(at('data')), 1)).toEqual({ outlook, metrics })
  })

  it('says nothing of a shop without purchases', async () => {
    const train = writeSessions(at('sessions.txt'), 100)
    const { code, stderr } = await capturedRun(prepareCommand, ['prepare', '--sessions', train, '--out', at('views')])
    expect(code, stderr).toBe(0)
    expect(await fitOutlook(await openDataset(at('views')), 1)).toEqual({ metrics: {} })
  })
})
