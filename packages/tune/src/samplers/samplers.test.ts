import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStudy } from '../create-study.ts'
import { categorical, float, int, when } from '../parameter.ts'
import { checkValues, dimensions, type Space } from '../space.ts'
import { gpSampler } from './gp.ts'
import { gridSampler } from './grid.ts'
import { parzenEstimator } from './parzen-estimator.ts'
import { quasiRandomSampler } from './quasi-random.ts'
import { randomSampler } from './random.ts'
import { tpeSampler } from './tpe.ts'

const SAMPLERS = {
  random: () => randomSampler(),
  quasi: () => quasiRandomSampler(),
  tpe: () => tpeSampler({ startupTrials: 4 }),
  gp: () => gpSampler({ startupTrials: 4 }),
}

const space = {
  rate: float(1e-4, 1e-1, { log: true }),
  layers: int(1, 9, { step: 2 }),
  width: int(8, 512, { log: true }),
  drop: float(0.1, 0.5, { step: 0.1 }),
  optimizer: categorical(['adam', 'sgd']),
  beta: when({ optimizer: 'adam' }, float(0.8, 0.99)),
  momentum: when({ optimizer: 'sgd', layers: [3, 5] }, float(0, 0.9)),
}

/** Loss of a run: rewards small rates, adam and few layers. */
function loss(params: Record<string, unknown>): number {
  return Math.abs(Math.log10(params.rate as number) + 2) + (params.layers as number) / 10 + (params.beta ? 0 : 0.5)
}

function run(sampler: ReturnType<typeof randomSampler>, seed: number, trials: number) {
  const study = createStudy({ space, sampler, seed })
  for (let i = 0; i < trials; i++) {
    const ask = study.ask()!
    study.tell(ask, loss(ask.params))
  }
  return study.trials.map(({ params }) => params)
}

describe('parzenEstimator', () => {
  // By hand with math.erfc: kernel width max(0.05 n^(-1/(d+4)), 1/50) of the range, a prior of weight 1 in the middle.
  it('has the log density of a mixture over float, int and categorical', () => {
    const three = dimensions({ x: float(0, 1), k: int(1, 4), c: categorical(['a', 'b']) })
    const density = parzenEstimator(three, [
      { x: 0.2, k: 2, c: 'a' },
      { x: 0.7, k: 3, c: 'b' },
    ])
    expect(density.logDensity({ x: 0.25, k: 2, c: 'a' })).toBeCloseTo(0.27236077036779943, 9)
  })

  it('has the log density over the logarithm of a log parameter', () => {
    const density = parzenEstimator(dimensions({ rate: float(1e-3, 1e-1, { log: true }) }), [{ rate: 1e-2 }])
    expect(density.logDensity({ rate: 0.02 })).toBeCloseTo(-2.1105492487118984, 9)
  })

  it('draws what it says: a grid of masses sums to one', () => {
    const two = dimensions({ k: int(1, 30, { log: true }), c: categorical(['a', 'b', 'c']) })
    const density = parzenEstimator(two, [
      { k: 3, c: 'a' },
      { k: 20, c: 'c' },
    ])
    let sum = 0
    for (let k = 1; k <= 30; k++) for (const c of ['a', 'b', 'c']) sum += Math.exp(density.logDensity({ k, c }))
    expect(sum).toBeCloseTo(1, 9)
  })
})

describe.each(Object.entries(SAMPLERS))('%s', (_, sampler) => {
  it('says the same for the same seed, and something else for another', () => {
    expect(run(sampler(), 3, 16)).toEqual(run(sampler(), 3, 16))
    expect(run(sampler(), 3, 16)).not.toEqual(run(sampler(), 4, 16))
  })

  it('gives four parallel asks four settings', () => {
    const study = createStudy({ space: { x: float(0, 1), k: int(1, 20) }, sampler: sampler(), seed: 1 })
    for (let i = 0; i < 20; i++) {
      const ask = study.ask()!
      study.tell(ask, (ask.params.x - 0.3) ** 2 + ask.params.k)
    }
    const asked = Array.from({ length: 4 }, () => JSON.stringify(study.ask()!.params))
    expect(new Set(asked).size).toBe(4)
  })

  it('keeps to bounds, steps and conditions', () => {
    const number = fc.tuple(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 1, max: 7 }),
    )
    const parameter = fc.oneof(
      number.map(([low, range, step]) => int(low, low + range, { step })),
      number.map(([low, range]) => int(low, low + range, { log: true })),
      number.map(([low, range]) => float(low / 7, (low + range) / 7, { log: true })),
      number.map(([low, range, step]) => float(-low, range, { step: step / 10 })),
    )
    fc.assert(
      fc.property(fc.array(parameter, { minLength: 1, maxLength: 3 }), fc.nat(1e6), (parameters, seed) => {
        const drawn: Space = {
          mode: categorical(['on', 'off', 3]),
          ...Object.fromEntries(parameters.map((each, i) => [`p${i}`, each])),
          inner: when({ mode: ['on', 3] }, parameters[0]),
        }
        const study = createStudy({ space: drawn, sampler: sampler(), seed })
        for (let i = 0; i < 8; i++) {
          const ask = study.ask()!
          checkValues(study.space, ask.params)
          study.tell(ask, (ask.params.p0 as number) + (ask.params.mode === 'on' ? 0 : 9))
        }
      }),
      { numRuns: 25 },
    )
  })
})

it('leaves absent what a condition excludes', () => {
  for (const { optimizer, layers, beta, momentum } of run(randomSampler(), 0, 60)) {
    expect(beta === undefined).toBe(optimizer === 'sgd')
    expect(momentum !== undefined).toBe(optimizer === 'sgd' && (layers === 3 || layers === 5))
  }
})

it('fills the unit interval evenly with a Sobol sequence: one point in each of 64 parts', () => {
  const study = createStudy({
    space: Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`x${i}`, float(0, 1)])),
    sampler: quasiRandomSampler(),
    seed: 5,
  })
  const points = Array.from({ length: 64 }, () => study.ask()!.params)
  for (let i = 0; i < 13; i++) {
    expect(new Set(points.map((point) => Math.floor(point[`x${i}`] * 64))).size).toBe(64)
  }
})

it('walks each point of a grid once, conditional ones too, and then ends', () => {
  const small = { on: categorical([true, false]), k: when({ on: true }, int(1, 3)), x: float(0, 1) }
  const study = createStudy({ space: small, sampler: gridSampler({ points: 2 }) })
  const seen = new Set<string>()
  for (let ask = study.ask(); ask; ask = study.ask()) {
    seen.add(JSON.stringify(ask.params))
    study.tell(ask, 0)
  }
  expect(study.trials).toHaveLength(8)
  expect(seen.size).toBe(8)
})

it('finds the minimum of a bowl much better by TPE and by a Gaussian process than by chance', () => {
  const bowl = { x: float(-1, 1), y: float(-1, 1), c: categorical(['a', 'b', 'c']) }
  const best = (sampler: ReturnType<typeof randomSampler>): number => {
    const found = Array.from({ length: 5 }, (_, seed) => {
      const study = createStudy({ space: bowl, sampler, seed })
      for (let i = 0; i < 40; i++) {
        const ask = study.ask()!
        const { x, y, c } = ask.params
        study.tell(ask, (x - 0.3) ** 2 + (y + 0.4) ** 2 + (c === 'b' ? 0 : 0.3))
      }
      return study.best!.values[0]
    })
    return found.sort((a, b) => a - b)[2]
  }
  const chance = best(randomSampler())
  expect(best(tpeSampler())).toBeLessThan(chance / 3)
  expect(best(gpSampler())).toBeLessThan(chance / 30)
}, 60_000)
