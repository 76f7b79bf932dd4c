import { describe, expect, it } from 'vitest'
import type { ArmOutcome, VisitorOutcome } from './replay-visitor.ts'
import { summarize } from './summary.ts'

const arm = (ndcg: number[], runs: ArmOutcome['runs'] = []): ArmOutcome => ({
  ndcg,
  hit: ndcg.map((value) => (value > 0 ? 1 : 0)),
  nll: ndcg.map((value) => 2 - value),
  runs,
  bytes: 100,
})
const run = (verdict: ArmOutcome['runs'][number]['verdict'], place: number) => ({
  tier: 'mix' as const,
  verdict,
  milliseconds: 5,
  before: 0,
  after: 0,
  place,
})
/** Everybody has two questions with little known and two with much. */
const visitor = (id: number, window: number[], memory: number[], mix: number[], runs: ArmOutcome['runs'] = []) => ({
  id,
  known: [10, 20, 400, 500],
  arms: { 'last window': arm(window), memory: arm(memory), '+ mix': arm(mix, runs) },
})

const outcomes: VisitorOutcome[] = [
  visitor(1, [0.2, 0.2, 0.2, 0.2], [0.3, 0.3, 0.3, 0.3], [0.3, 0.3, 0.6, 0.6], [run('accepted', 2)]),
  visitor(
    2,
    [0.4, 0.4, 0.4, 0.4],
    [0.6, 0.6, 0.6, 0.6],
    [0.6, 0.6, 0.6, 0.3],
    [run('accepted', 3), run('rolled-back', 4)],
  ),
  visitor(3, [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [run('rejected', 1)]),
]

describe('the summary of a replay', () => {
  const { arms, questions, visitors } = summarize(outcomes, 500, 1)
  const [window, memory, mix] = arms

  it('averages over questions, and holds each arm against what it builds on', () => {
    expect([visitors, questions]).toEqual([3, 12])
    expect(window['NDCG@10']).toBeCloseTo(0.2, 12)
    expect(window['HR@20']).toBeCloseTo(2 / 3, 12)
    expect(window.NLL).toBeCloseTo(1.8, 12)
    expect(window.differences).toEqual([])
    expect(memory.differences).toMatchObject([{ to: 'last window', value: expect.closeTo(50, 9) }])
    expect(mix.differences.map(({ to }) => to)).toEqual(['last window', 'memory'])
    expect(mix.differences[1].value).toBeCloseTo(100 * (3.9 / 3.6 - 1), 9)
  })

  it('tells of lengths of history apart', () => {
    expect(mix.strata.map(({ questions }) => questions)).toEqual([6, 0, 0, 6])
    expect(mix.strata[0].difference).toMatchObject({ value: 0, interval: [0, 0] })
    expect(mix.strata[1].difference).toBeNull()
    const [low, high] = mix.strata[3].difference!.interval
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(50)
  })

  it('counts who is worse off, and which accepted updates were', () => {
    expect(mix.visitors).toEqual({ worse: 1 / 3, same: 1 / 3, better: 1 / 3 })
    expect(mix.runs).toEqual({ tried: 3, accepted: 2, rolledBack: 1, acceptedWorse: 1 })
    expect(mix.millisecondsPerVisitor).toBeCloseTo(20 / 3, 9)
  })
})
