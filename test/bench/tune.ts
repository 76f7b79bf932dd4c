/**
 * npm run bench:tune [-- --json]: how far from the optimum each sampler is after 100 trials, on three functions whose
 * optimum is known; and what asynchronous successive halving costs and finds on recorded learning curves.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  createStudy,
  gpSampler,
  int,
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

const ASHA_SEEDS = 200
const STUDY = 80

/** [configurations][epochs] of NDCG@10, as `npm run bench:curves` recorded them. */
const { curves }: { curves: number[][] } = JSON.parse(
  readFileSync(new URL('./learning-curves.json', import.meta.url), 'utf8'),
)
const epochsOfAll = curves[0].length
const finals = curves.map((curve) => curve[epochsOfAll - 1]).sort((a, b) => b - a)
const prune = successiveHalving({ minResource: 1, reductionFactor: 3 })
const halving = await Promise.all(
  Array.from({ length: ASHA_SEEDS }, async (_, seed) => {
    const space = { configuration: int(0, curves.length - 1) }
    const study = createStudy({ space, direction: 'maximize', seed, sampler: shuffled(seed), pruner: prune })
    let epochs = 0
    await study.optimize(
      async ({ configuration }, trial) => {
        for (const [epoch, value] of curves[configuration].entries()) {
          epochs++
          await trial.report(epoch + 1, value)
        }
        return curves[configuration][epochsOfAll - 1]
      },
      { trials: STUDY },
    )
    const rank = (finals.indexOf(study.best!.values[0]) + 1) / curves.length
    return { rank, budget: epochs / (STUDY * epochsOfAll) }
  }),
)

/** Every configuration at most once, in an order of its own. */
function shuffled(seed: number): Sampler {
  const order = [...curves.keys()].map((configuration) => ({
    configuration,
    key: Math.sin(configuration * 12.9898 + (seed + 1) * 78.233) * 43_758.5453,
  }))
  order.sort((a, b) => a.key - Math.floor(a.key) - (b.key - Math.floor(b.key)))
  return ({ number }) => ({ configuration: order[number].configuration })
}
const median = (of: 'rank' | 'budget'): number =>
  quantile(
    halving.map((each) => each[of]).sort((a, b) => a - b),
    0.5,
  )
const asha = {
  configurations: curves.length,
  trials: STUDY,
  epochs: epochsOfAll,
  seeds: ASHA_SEEDS,
  rank: median('rank'),
  budget: median('budget'),
}
if (flags.json) console.log(JSON.stringify({ regrets, asha }))
else {
  console.log(
    `\nASHA on ${curves.length} recorded learning curves of ${epochsOfAll} epochs, ${STUDY} trials, ${ASHA_SEEDS} seeds, medians: finds a ` +
      `configuration of the best ${(100 * asha.rank).toFixed(0)} % with ${(100 * asha.budget).toFixed(0)} % of the full budget`,
  )
}
