import { expectedImprovement } from './expected-improvement.ts'
import { featuresOf } from './features.ts'
import { fitGaussianProcess } from './gaussian-process.ts'
import { randomStream } from './random-stream.ts'
import { neighbour } from './samplers/neighbour.ts'
import { quasiRandomSampler } from './samplers/quasi-random.ts'
import type { Dimension } from './space.ts'
import type { Observation } from './trial.ts'

/** Asked after each trial: why the search may end now, or `null`. */
export type Stopping = (trials: readonly Observation[], space: readonly Dimension[]) => string | null

/** Ends when so many trials in a row did not improve the best (first) value by more than `tolerance`. */
export function noImprovement({ patience, tolerance = 0 }: { patience: number; tolerance?: number }): Stopping {
  if (!(patience >= 1)) throw new RangeError(`patience is ${patience}; it must be at least 1`)
  return (trials) => {
    let best = Number.POSITIVE_INFINITY
    let since = 0
    for (const { state, losses } of trials) {
      if (state === 'running') continue
      if (state === 'complete' && losses[0] < best - tolerance) {
        best = losses[0]
        since = 0
      } else since++
    }
    return since >= patience ? `no improvement in ${since} trials` : null
  }
}

const CANDIDATES = 300

/**
 * Ends when a Gaussian process on the trials expects less than `tolerance` (in the objective's unit) of the most
 * promising place that it finds. For one objective; asked at every fifth trial, for the fit takes a while.
 * @param options.minTrials complete trials before it is asked at all. Default 20
 */
export function littleToGain({ tolerance, minTrials = 20 }: { tolerance: number; minTrials?: number }): Stopping {
  if (!(tolerance > 0)) throw new RangeError(`tolerance is ${tolerance}; it must be above 0`)
  return (trials, space) => {
    const complete = trials.filter(({ state }) => state === 'complete')
    if (complete.length < Math.max(2, minTrials) || complete.length % 5 !== 0) return null
    const best = complete.sort((a, b) => a.losses[0] - b.losses[0]).slice(0, 200)
    const features = featuresOf(space)
    const points = best.map(({ params }) => features.of(params))
    const losses = best.map((trial) => trial.losses[0])
    const process = fitGaussianProcess(points, losses, features.dimension)
    const draw = quasiRandomSampler()
    const random = randomStream(complete.length)
    let most = 0
    for (let number = 0; number < CANDIDATES; number++) {
      const values =
        number % 3 === 0
          ? neighbour(space, best[number % Math.min(5, best.length)].params, 0.05, random)
          : draw({ space, trials, number, seed: 0, random })!
      const { mean, deviation } = process.predict(features.of(values))
      most = Math.max(most, expectedImprovement(mean, deviation, losses[0]))
    }
    return most < tolerance ? `at most ${most.toPrecision(2)} is expected to be gained` : null
  }
}
