import { describe, expect, it } from 'vitest'
import { createStudy } from './create-study.ts'
import { History } from './history.ts'
import { importances } from './importance.ts'
import { categorical, float, int, when } from './parameter.ts'
import { hypervolume, paretoFront } from './pareto-front.ts'
import { hyperband } from './pruners/hyperband.ts'
import { medianPruner } from './pruners/median.ts'
import type { Pruner } from './pruners/pruner.ts'
import { successiveHalving } from './pruners/successive-halving.ts'
import { randomSampler } from './samplers/random.ts'
import type { Space } from './space.ts'
import { littleToGain, noImprovement } from './stopping.ts'
import type { Observation } from './trial.ts'

describe('optimize', () => {
  it('infers the parameters from the space, conditional ones as optional', async () => {
    const study = createStudy({
      space: { k: int(1, 3), mode: categorical(['a', 'b']), x: when({ mode: 'a' }, float(0, 1)) },
      direction: 'maximize',
    })
    await study.optimize(
      (params) => {
        const mode: 'a' | 'b' = params.mode
        const x: number | undefined = params.x
        // @ts-expect-error: it may be absent
        const never: number = params.x
        return params.k + (mode === 'a' ? x! : (never ?? 0))
      },
      { trials: 30, parallel: 3 },
    )
    expect(study.best!.values[0]).toBeGreaterThan(3)
    expect(study.best!.values[0]).toBe(Math.max(...study.trials.map(({ values }) => values[0])))
  })

  it('fails the trial whose objective throws or gives no number, and ends when all do', async () => {
    const study = createStudy({ space: { x: float(0, 1) } })
    await study.optimize(
      (_, { number }) => {
        if (number === 1) throw new Error('out of memory')
        return number === 2 ? Number.NaN : number
      },
      { trials: 4 },
    )
    expect(study.trials.map(({ state }) => state)).toEqual(['complete', 'failed', 'failed', 'complete'])
    expect(study.trials[1].error).toBe('out of memory')
    const broken = study.optimize(() => Promise.reject(new Error('no data')), { trials: 99 })
    await expect(broken).rejects.toThrow(/5 trials in a row failed.*no data/)
  })

  it('tries what was enqueued first, and gives an aborted trial back', async () => {
    const study = createStudy({ space: { x: float(0, 1) } })
    study.enqueue({ x: 0.25 })
    expect(() => study.enqueue({ x: 2 })).toThrow(/x is 2/)
    const signal = { aborted: false }
    const reason = await study.optimize(
      async ({ x }, { report }) => {
        signal.aborted = true
        await report(1, x)
        return x
      },
      { trials: 3, signal },
    )
    expect(reason).toBe('stopped')
    expect(study.ask()).toMatchObject({ number: 0, params: { x: 0.25 } })
  })

  it('ends early when nothing improves, and when nothing is expected to', async () => {
    const flat = createStudy({ space: { x: float(0, 1) } })
    await flat.optimize(() => 1, { trials: 99, stopping: noImprovement({ patience: 7 }) })
    expect(flat.trials).toHaveLength(8)
    const bowl = createStudy({ space: { x: float(0, 1) } })
    const stopping = littleToGain({ tolerance: 1e-3 })
    expect(await bowl.optimize(({ x }) => (x - 0.4) ** 2, { trials: 99, stopping })).toMatch(/expected to be gained/)
    expect(bowl.best!.params.x).toBeCloseTo(0.4, 1)
  })

  it.each<[Space, RegExp]>([
    [{}, /no parameter/],
    [{ a: when({ b: 1 }, float(0, 1)), b: int(0, 1) }, /a depends on "b", which must be declared before/],
    [{ b: int(0, 1), a: when({ b: 7 }, float(0, 1)) }, /a depends on b being 7, which it never is/],
  ])('refuses the space %j', (space, message) => expect(() => createStudy({ space })).toThrow(message))
})

it('counts one result a trial: that of whose it was when the result was written', () => {
  const history = new History()
  const claim = { kind: 'claim', trial: 0, params: {}, time: 0 } as const
  const result = { kind: 'finish', trial: 0, time: 0, state: 'complete' } as const
  expect(history.apply({ ...claim, claim: 'a' })).toBe(true)
  expect(history.apply({ ...claim, claim: 'b' })).toBe(false)
  expect(history.apply({ ...claim, claim: 'b', after: 'a' })).toBe(true)
  expect(history.apply({ ...result, claim: 'a', values: [1] })).toBe(false)
  expect(history.apply({ ...result, claim: 'b', values: [2] })).toBe(true)
  expect(history.apply({ ...result, claim: 'b', values: [3] })).toBe(false)
  expect(history.entries[0].trial.values).toEqual([2])
})

describe('several objectives', () => {
  it('have the front of what nothing dominates', () => {
    expect(
      paretoFront([
        [1, 4],
        [2, 2],
        [3, 3],
        [4, 1],
        [2, 2],
        [4, 4],
      ]),
    ).toEqual([0, 1, 3, 4])
    expect(
      hypervolume(
        [
          [1, 4],
          [2, 2],
          [4, 1],
        ],
        [5, 5],
      ),
    ).toBe(4 * 1 + 3 * 2 + 1 * 1)
  })

  it('are searched along the front, each in its direction', () => {
    const study = createStudy({ space: { x: float(0, 1), waste: float(0, 1) }, direction: ['maximize', 'minimize'] })
    for (let i = 0; i < 80; i++) {
      const ask = study.ask()!
      const { x, waste } = ask.params
      study.tell(ask, [x - waste, x * x + waste])
    }
    const late = study.trials.slice(40).map(({ params }) => params.waste)
    expect(late.reduce((a, b) => a + b) / late.length).toBeLessThan(0.2)
    const front = study.front.map(({ values }) => values).sort((a, b) => a[0] - b[0])
    expect(front.length).toBeGreaterThan(5)
    for (let i = 1; i < front.length; i++) expect(front[i][1]).toBeGreaterThan(front[i - 1][1])
  })
})

/** Runs known curves one after the other. @returns how many steps each took */
function steps(pruner: Pruner, curves: number[][]): number[] {
  const trials: Observation[] = []
  return curves.map((curve, number) => {
    const trial: Observation = { number, params: {}, state: 'running', losses: [], reports: [] }
    trials.push(trial)
    for (let step = 1; step <= curve.length; step++) {
      trial.reports = [...trial.reports, { step, loss: curve[step - 1] }]
      if (pruner(trial, trials)) {
        trial.state = 'pruned'
        return step
      }
    }
    trial.state = 'complete'
    return curve.length
  })
}
const flat = (loss: number): number[] => Array(9).fill(loss)

describe('pruners', () => {
  it('median: prune what is worse than the median at its step, after the start and the warm-up', () => {
    const pruner = medianPruner({ startupTrials: 3, warmupSteps: 2 })
    expect(steps(pruner, [flat(1), flat(3), flat(5), flat(3.1), flat(2.9), [9, 1, ...flat(1)]])).toEqual([
      9, 9, 9, 2, 9, 11,
    ])
  })

  it('successive halving: at each rung only the best third goes on', () => {
    const pruner = successiveHalving({ minResource: 1, reductionFactor: 3 })
    const late = [4, 4, 9, ...flat(9)].slice(0, 9)
    expect(steps(pruner, [flat(5), flat(6), flat(4), late, flat(1), flat(Number.NaN)])).toEqual([9, 1, 9, 3, 9, 1])
    expect(steps(pruner, [flat(5), [4, 4, 9, 9, 9, 9, 9, 9, 9]])).toEqual([9, 3])
  })

  it('hyperband: some brackets prune at once, one never, none the best', () => {
    const curves = Array.from({ length: 60 }, (_, i) => flat(i))
    const taken = steps(hyperband({ maxResource: 9 }), curves)
    expect(taken[0]).toBe(9)
    expect(new Set(taken)).toEqual(new Set([1, 3, 9]))
  })
})

it('importances find the planted parameter', () => {
  const space = { noise: float(0, 1), planted: float(1e-4, 1, { log: true }), mode: categorical(['a', 'b']) }
  const study = createStudy({ space, sampler: randomSampler() })
  for (let i = 0; i < 80; i++) {
    const ask = study.ask()!
    const { noise, planted, mode } = ask.params
    study.tell(ask, 0.01 * noise + Math.log10(planted) ** 2 + (mode === 'a' ? 2 : 0))
  }
  const [first, second, third] = importances(study)
  expect([first.name, second.name, third.name]).toEqual(['planted', 'mode', 'noise'])
  expect(first.importance).toBeGreaterThan(0.7)
  expect(third.importance).toBeLessThan(0.05)
})
