import { rankByDominance } from '../pareto-front.ts'
import type { Random } from '../random-stream.ts'
import { type Dimension, isActive, type Values } from '../space.ts'
import type { Observation } from '../trial.ts'
import { parzenEstimator } from './parzen-estimator.ts'
import { quasiRandomSampler } from './quasi-random.ts'
import type { Sampler } from './sampler.ts'

export interface TpeOptions {
  /** So many trials are chosen by `startup` first. Default 10. */
  startupTrials?: number
  /** Default `quasiRandomSampler()`. */
  startup?: Sampler
  /** So many draws from the good trials' density, of which the best is taken. Default 24. */
  candidates?: number
  /** How many of so many finished trials count as good. Default the best tenth, at most 25. */
  good?: (finished: number) => number
}

/**
 * Tree-structured Parzen estimator: draws from the density of the good trials and takes the draw that is likeliest
 * beside the density of all others. Running trials count as bad, so that parallel ones spread out. Parameters that are
 * always there together are drawn together; conditional ones from the trials that had them.
 */
export function tpeSampler(options: TpeOptions = {}): Sampler {
  const { startupTrials = 10, startup = quasiRandomSampler(), candidates = 24 } = options
  const { good = (finished: number) => Math.min(Math.ceil(finished / 10), 25) } = options
  for (const [name, value] of Object.entries({ startupTrials, candidates })) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} is ${value}; take a whole number from 1`)
  }
  return (question) => {
    const { space, trials, random } = question
    const finished = trials.filter(({ state }) => state === 'complete' || state === 'pruned')
    if (finished.length < startupTrials) return startup(question)
    const running = trials.filter(({ state }) => state === 'running')
    const ranked = rank(finished)
    const values: Record<string, Values[string]> = {}
    for (const group of groups(space)) {
      if (!isActive(group[0], values)) continue
      const has = (trial: Observation): boolean => group.every(({ name }) => name in trial.params)
      const here = ranked.filter(has)
      Object.assign(values, drawGroup(group, here, running.filter(has), good(here.length), candidates, random))
    }
    return values
  }
}

/** Parameters that are always there together, each group after those on which it depends. */
function groups(space: readonly Dimension[]): Dimension[][] {
  const byCondition = new Map<string, Dimension[]>()
  for (const dimension of space) {
    const group = byCondition.get(dimension.group)
    if (group) group.push(dimension)
    else byCondition.set(dimension.group, [dimension])
  }
  return [...byCondition.values()]
}

/** Best first; pruned ones behind, those that came furthest before the others. */
function rank(finished: readonly Observation[]): Observation[] {
  const complete = finished.filter(({ state }) => state === 'complete')
  const pruned = finished.filter(({ state }) => state === 'pruned')
  const last = (trial: Observation) => trial.reports.at(-1) ?? { step: 0, loss: Number.POSITIVE_INFINITY }
  pruned.sort((a, b) => last(b).step - last(a).step || compare(last(a).loss, last(b).loss))
  const several = complete.length > 0 && complete[0].losses.length > 1
  if (!several) complete.sort((a, b) => compare(a.losses[0], b.losses[0]))
  const order = several ? rankByDominance(complete.map(({ losses }) => losses)).map((i) => complete[i]) : complete
  return [...order, ...pruned]
}

/** Numbers that are not finite last. */
function compare(a: number, b: number): number {
  return Number.isFinite(a) && Number.isFinite(b) ? a - b : Number(!Number.isFinite(a)) - Number(!Number.isFinite(b))
}

/**
 * A good trial counts by how much it improves on the first that is not good, 1 on average (the "EI" weights of Watanabe,
 * arXiv:2304.11127). All alike where that is not known: several objectives, pruned trials.
 */
function improvements(good: readonly Observation[], next: Observation | undefined): number[] {
  const limit = next?.losses.length === 1 ? next.losses[0] : Number.NaN
  const gains = good.map(({ losses }) => (losses.length === 1 ? limit - losses[0] : Number.NaN))
  const total = gains.reduce((a, b) => a + b, 0)
  return total > 0 ? gains.map((gain) => (gain / total) * gains.length) : gains.map(() => 1)
}

function drawGroup(
  group: readonly Dimension[],
  ranked: readonly Observation[],
  running: readonly Observation[],
  goodCount: number,
  candidates: number,
  random: Random,
): Values {
  const inOrder = (some: readonly Observation[]): Values[] =>
    [...some].sort((a, b) => a.number - b.number).map(({ params }) => params)
  const top = ranked.slice(0, goodCount)
  const params = top.map((trial) => trial.params)
  const good = parzenEstimator(group, params, improvements(top, ranked[goodCount]))
  const bad = parzenEstimator(group, inOrder([...ranked.slice(goodCount), ...running]))
  const key = (values: Values): string => JSON.stringify(group.map(({ name }) => values[name]))
  const tried = new Set([...ranked, ...running].map(({ params }) => key(params)))
  let best: Values | undefined
  let bestScore = Number.NEGATIVE_INFINITY
  let bestIsNew = false
  for (let i = 0; i < candidates; i++) {
    const values = good.sample(random)
    const score = good.logDensity(values) - bad.logDensity(values)
    // What was tried before teaches less than what is new, and on a small grid would come again and again.
    const isNew = !tried.has(key(values))
    if (!best || (isNew && !bestIsNew) || (isNew === bestIsNew && score > bestScore)) {
      best = values
      bestScore = score
      bestIsNew = isNew
    }
  }
  return best!
}
