/**
 * What is believed of one option: reward = x·θ + noise, θ ~ N(mean, covariance); a Bayesian linear regression that is
 * brought up to date with each reward. Plain data, as it is stored.
 */
export interface Arm {
  /** [d] */
  mean: number[]
  /** Row-major [d, d]. */
  covariance: number[]
  shown: number
  rewarded: number
}

/** How well an option has done elsewhere, as the shop knows it. */
export interface ArmPrior {
  shown: number
  rewarded: number
}

/** Standard deviation of a reward, 0 or 1, around its expectation: that of a rate of 10 %. */
const NOISE = 0.3
/** Of what is believed of a coefficient before anything was seen: a feature may double or kill a usual rate. */
const PRIOR_DEVIATION = 0.1
/** A rate before anything is known: as of one reward in twenty. */
const USUAL: ArmPrior = { shown: 20, rewarded: 1 }
/** A shop's own numbers count as that many times shown at most: the visitor at hand may be another. */
const MOST_TRUSTED = 200
/** Share of what is known that each showing takes back: tastes and seasons change. */
const DRIFT = 0.005

/**
 * An arm that nobody has seen yet. The first feature is the constant 1, and its coefficient the rate.
 *
 * @param means of the other coefficients [d − 1]
 */
export function createArm(means: readonly number[], prior: ArmPrior = { shown: 0, rewarded: 0 }): Arm {
  const size = means.length + 1
  const rate = (prior.rewarded + USUAL.rewarded) / (prior.shown + USUAL.shown)
  const trusted = Math.min(prior.shown, MOST_TRUSTED)
  const covariance = Array<number>(size * size).fill(0)
  for (let i = 0; i < size; i++) covariance[i * size + i] = PRIOR_DEVIATION ** 2
  covariance[0] = 1 / (1 / PRIOR_DEVIATION ** 2 + trusted / NOISE ** 2)
  return { mean: [rate, ...means], covariance, shown: 0, rewarded: 0 }
}

/** Mean and standard deviation of what the option's reward is expected to be. @param x features [d] */
export function expectation({ mean, covariance }: Arm, x: readonly number[]): { mean: number; deviation: number } {
  const spread = times(covariance, x)
  return { mean: dot(mean, x), deviation: Math.sqrt(Math.max(0, dot(spread, x))) }
}

/**
 * The arm after it was shown and, so far, not rewarded. First what was known is believed a little less: the covariance
 * goes back towards that of an arm unseen (West & Harrison, "Bayesian Forecasting and Dynamic Models", 2.4), which keeps
 * it bounded. Then the Kalman update with reward 0.
 */
export function showArm(arm: Arm, x: readonly number[], unseen: Arm): Arm {
  const covariance = arm.covariance.map((value, i) => (1 - DRIFT) * value + DRIFT * unseen.covariance[i])
  const spread = times(covariance, x)
  const variance = dot(spread, x) + NOISE ** 2
  const error = 0 - dot(arm.mean, x)
  return {
    mean: arm.mean.map((value, i) => value + (spread[i] * error) / variance),
    covariance: covariance.map((value, i) => {
      const [row, column] = [Math.floor(i / x.length), i % x.length]
      return value - (spread[row] * spread[column]) / variance
    }),
    shown: arm.shown + 1,
    rewarded: arm.rewarded,
  }
}

/**
 * The arm after a showing that was counted as unrewarded has brought a reward after all. The covariance does not depend
 * on rewards, so only the mean moves, by covariance · x · reward / noise².
 */
export function rewardArm(arm: Arm, x: readonly number[], reward = 1): Arm {
  const spread = times(arm.covariance, x)
  return {
    ...arm,
    mean: arm.mean.map((value, i) => value + (spread[i] * reward) / NOISE ** 2),
    rewarded: arm.rewarded + reward,
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0)
}

function times(matrix: readonly number[], x: readonly number[]): number[] {
  return x.map((_, row) => dot(matrix.slice(row * x.length, (row + 1) * x.length), x))
}
