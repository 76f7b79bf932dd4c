/**
 * npm run bench:tune [-- --json]: how far from the optimum each sampler is after 100 trials, on three functions whose
 * optimum is known; and what asynchronous successive halving costs and finds on learning curves. The curves are made
 * up, from a fixed seed: a configuration's final loss and its speed are drawn, and noise is added to each epoch.
 */
import { parseArgs } from 'node:util'
import {
  createStudy,
  float,
  gpSampler,
  quasiRandomSampler,
  randomSampler,
  type Sampler,
  successiveHalving,
  tpeSampler,
} from '@penchant/tune'
import { quantile } from './quantile.ts'
import { FUNCTIONS, type TestFunction } from './tune-functions.ts'

const TRIALS = 100
/**
 * Regrets have two heaps, one at the best basin and one at the second best, so the median of few seeds jumps between
 * them: many are run. The Gaussian process thinks long about each trial, so it gets fewer.
 */
const SAMPLERS: readonly { name: string; seeds: number; sampler: Sampler }[] = [
  { name: 'random', seeds: 200, sampler: randomSampler() },
  { name: 'quasi-random', seeds: 200, sampler: quasiRandomSampler() },
  { name: 'TPE', seeds: 200, sampler: tpeSampler() },
  { name: 'GP', seeds: 8, sampler: gpSampler() },
]

const { values: flags } = parseArgs({ options: { json: { type: 'boolean' } } })
const print = (cells: (string | number)[]): void => {
  if (!flags.json) console.log(cells.map((cell) => String(cell).padStart(13)).join(''))
}

function regretOf({ space, regret }: TestFunction, sampler: Sampler, seed: number): number {
  const study = createStudy({ space, sampler, seed })
  for (let i = 0; i < TRIALS; i++) {
    const ask = study.ask()!
    study.tell(ask, regret(ask.params))
  }
  return study.best!.values[0]
}

print(['function', 'sampler', 'seeds', 'quartile', 'median', 'quartile', 's a run'])
const regrets = FUNCTIONS.flatMap((each) =>
  SAMPLERS.map(({ name, seeds, sampler }) => {
    const start = performance.now()
    const found = Array.from({ length: seeds }, (_, seed) => regretOf(each, sampler, seed)).sort((a, b) => a - b)
    const seconds = (performance.now() - start) / 1000 / seeds
    const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => quantile(found, share))
    print([each.name, name, seeds, q1.toFixed(4), median.toFixed(4), q3.toFixed(4), seconds.toFixed(2)])
    return { function: each.name, sampler: name, seeds, trials: TRIALS, quartiles: [q1, q3], median, seconds }
  }),
)

const CONFIGURATIONS = 1000
const STUDY = 200
const EPOCHS = 81
const ASHA_SEEDS = 40

/** [configurations][epochs] of losses: power laws of different ends and speeds, with noise. */
function learningCurves(): number[][] {
  const random = randomSampler()
  const study = createStudy({
    space: { end: float(0, 1), speed: float(0.3, 1.2), start: float(0.8, 1.2) },
    sampler: random,
  })
  return Array.from({ length: CONFIGURATIONS }, (_, configuration) => {
    const { end, speed, start } = study.ask()!.params
    const final = 0.2 + 0.5 * end ** 0.7
    return Array.from({ length: EPOCHS }, (_, epoch) => {
      const noise = Math.sin(configuration * 12.9898 + epoch * 78.233) * 0.01
      return final + (start - final) * (epoch + 1) ** -speed + noise
    })
  })
}

const curves = learningCurves()
const finals = curves.map((curve) => curve[EPOCHS - 1]).sort((a, b) => a - b)
const prune = successiveHalving({ minResource: 1, reductionFactor: 3 })
const halving = await Promise.all(
  Array.from({ length: ASHA_SEEDS }, async (_, seed) => {
    const space = { configuration: float(0, CONFIGURATIONS - 1, { step: 1 }) }
    const study = createStudy({ space, seed, sampler: randomSampler(), pruner: prune })
    let epochs = 0
    await study.optimize(
      async ({ configuration }, trial) => {
        for (let epoch = 0; epoch < EPOCHS; epoch++) {
          epochs++
          await trial.report(epoch + 1, curves[configuration][epoch])
        }
        return curves[configuration][EPOCHS - 1]
      },
      { trials: STUDY },
    )
    const rank = finals.indexOf(study.best!.values[0]) / CONFIGURATIONS
    return { rank, budget: epochs / (STUDY * EPOCHS) }
  }),
)
const median = (of: 'rank' | 'budget'): number =>
  quantile(
    halving.map((each) => each[of]).sort((a, b) => a - b),
    0.5,
  )
const asha = {
  configurations: STUDY,
  epochs: EPOCHS,
  seeds: ASHA_SEEDS,
  rank: median('rank'),
  budget: median('budget'),
}
if (flags.json) console.log(JSON.stringify({ regrets, asha }))
else {
  console.log(
    `\nASHA on ${CONFIGURATIONS} made-up learning curves, ${STUDY} trials, ${ASHA_SEEDS} seeds, medians: finds a configuration of the best ` +
      `${(100 * asha.rank).toFixed(1)} % with ${(100 * asha.budget).toFixed(1)} % of the full budget`,
  )
}
