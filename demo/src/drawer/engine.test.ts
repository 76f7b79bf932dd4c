import type { EngineStatus } from 'penchant'
import { expect, it } from 'vitest'
import { learningRuns } from './engine.ts'
import type { Run } from './words.ts'

const run: Run = {
  ...{ time: 1e12, tier: 'vector', trained: 199, heldBack: 40, steps: 10, milliseconds: 190, longestSlice: 12 },
  ...{ before: 0.081, after: 0.0925, standardError: 0.0041, surprise: -0.21, overlap: 0.85 },
  ...{ verdict: 'accepted', reason: 'held-back items rose' },
}
const shown = (...learning: Run[]) => learningRuns({ learning } as unknown as EngineStatus, 1e12).markup
const facts = (markup: string) => [...markup.matchAll(/<dd>(.*?)<\/dd>/g)].map(([, fact]) => fact)

it('shows the numbers that the gate went by', () => {
  expect(facts(shown(run))).toEqual([
    ...['Your taste as a vector, step by step', '199 clicks, in 10 steps', '40 newer clicks'],
    ...['+0.0115, standard error 0.0041', '−0.210 nats a click', '85 % of the first ten that everybody sees'],
    '190 ms, at most 12 ms at a time',
  ])
})

it('shows them also where nothing was trained: what was taken back, and what is tested anew', () => {
  const again = { ...run, trained: 0, steps: 0 }
  expect(facts(shown({ ...again, verdict: 'rolled-back', overlap: undefined }))).toHaveLength(5)
  expect(facts(shown({ ...again, reason: 'learnt for the model before: held-back items rose' }))).toHaveLength(6)
})

it('shows no numbers where there was nothing to test', () => {
  const markup = shown({
    ...run,
    trained: 0,
    heldBack: 0,
    steps: 0,
    verdict: 'aborted',
    reason: 'another tab is learning',
  })
  expect(facts(markup)).toEqual([])
  expect(markup).toContain('Another tab is learning.')
})
