import { expectedImprovement } from '../expected-improvement.ts'
import { featuresOf } from '../features.ts'
import { fitGaussianProcess } from '../gaussian-process.ts'
import type { Random } from '../random-stream.ts'
import type { Values } from '../space.ts'
import type { Observation } from '../trial.ts'
import { neighbour } from './neighbour.ts'
import { quasiRandomSampler } from './quasi-random.ts'
import { randomSampler } from './random.ts'
import type { Sampler } from './sampler.ts'

export interface GpOptions {
  /** So many trials are chosen by `startup` first. Default 10. */
  startupTrials?: number
  /** Default `quasiRandomSampler()`. */
  startup?: Sampler
  /** The fit's time grows with the cube of the trials: beyond so many, the best of them are fitted. Default 200. */
  maxTrials?: number
}

const CANDIDATES = 500
/** From so many of the best candidates we go on in small steps. */
const CLIMBERS = 4
const CLIMB = 60

/**
 * Gaussian process with expected improvement, for small spaces and up to a few hundred trials, each dear: it thinks
 * some tens of milliseconds about a trial. Running trials count as having what the process expects of them, so that
 * parallel ones spread out. Several objectives are joined by random weights, anew for each trial (ParEGO, Knowles 2006).
 */
export function gpSampler(options: GpOptions = {}): Sampler {
  const { startupTrials = 10, startup = quasiRandomSampler(), maxTrials = 200 } = options
  const draw = randomSampler()
  return (question) => {
    const { space, trials, random } = question
    const complete = trials.filter(({ state }) => state === 'complete')
    if (complete.length < Math.max(2, startupTrials)) return startup(question)
    const losses = joined(complete, random)
    const order = complete.map((_, i) => i).sort((a, b) => losses[a] - losses[b])
    const kept = order.slice(0, maxTrials)
    const features = featuresOf(space)
    const points = kept.map((i) => features.of(complete[i].params))
    // One wild loss would flatten all differences among the good ones.
    const cap = losses[kept[Math.floor(kept.length / 2)]] * 2 - losses[kept[0]]
    const targets = kept.map((i) => soften(losses[i], losses[kept[0]], cap))
    let process = fitGaussianProcess(points, targets, features.dimension)
    const running = trials.filter(({ state }) => state === 'running').map(({ params }) => features.of(params))
    if (running.length > 0) {
      const expected = running.map((point) => process.predict(point).mean)
      process = fitGaussianProcess([...points, ...running], [...targets, ...expected], features.dimension)
    }
    const best = Math.min(...targets)
    const score = (values: Values): number => {
      const { mean, deviation } = process.predict(features.of(values))
      return expectedImprovement(mean, deviation, best)
    }
    const candidates = Array.from({ length: CANDIDATES }, (_, i): Values => {
      // A part of them near the best trials: there the improvement is a narrow peak that chance does not hit.
      if (i % 4 === 0) return neighbour(space, complete[order[(i / 4) % Math.min(5, order.length)]].params, 0.1, random)
      return draw({ ...question, random })!
    })
    const ranked = candidates.map((values) => ({ values, score: score(values) })).sort((a, b) => b.score - a.score)
    for (const climber of ranked.slice(0, CLIMBERS)) {
      for (let step = 0; step < CLIMB; step++) {
        const values = neighbour(space, climber.values, 0.1 * 0.93 ** step, random)
        const here = score(values)
        if (here > climber.score) Object.assign(climber, { values, score: here })
      }
    }
    const known = new Set(trials.map(({ params }) => JSON.stringify(params)))
    const fresh = ranked.sort((a, b) => b.score - a.score).find(({ values }) => !known.has(JSON.stringify(values)))
    return (fresh ?? ranked[0]).values
  }
}

/** Linear up to `cap`, logarithmic beyond. */
function soften(loss: number, best: number, cap: number): number {
  const range = cap - best
  return loss <= cap || range <= 0 ? loss : cap + range * Math.log1p((loss - cap) / range)
}

function joined(complete: readonly Observation[], random: Random): number[] {
  const count = complete[0].losses.length
  if (count === 1) return complete.map(({ losses }) => losses[0])
  const draws = Array.from({ length: count }, () => -Math.log(1 - random()))
  const total = draws.reduce((a, b) => a + b)
  const ranges = draws.map((_, i) => {
    const all = complete.map(({ losses }) => losses[i])
    return [Math.min(...all), Math.max(...all) - Math.min(...all) || 1]
  })
  return complete.map(({ losses }) => {
    const parts = losses.map((loss, i) => (draws[i] / total) * ((loss - ranges[i][0]) / ranges[i][1]))
    return Math.max(...parts) + 0.05 * parts.reduce((a, b) => a + b)
  })
}
