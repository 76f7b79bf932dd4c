import { LOG_SQRT_2PI, logNormalMass, normalCdf, normalQuantile } from '../normal.ts'
import type { Random } from '../random-stream.ts'
import { type Scale, scaleOf } from '../scale.ts'
import type { Dimension, Values } from '../space.ts'

export interface ParzenEstimator {
  /**
   * Of parameters that are all there: continuous ones by density over their scale (log parameters: over the
   * logarithm), grids and categoricals by mass.
   */
  logDensity(values: Values): number
  sample(random: Random): Values
}

/** One dimension's part of all components. */
interface Marginal {
  /** [components] */
  logDensities(value: Values[string]): Float64Array
  sample(component: number, random: Random): Values[string]
}

/** The prior counts as much as one observation. */
const PRIOR_WEIGHT = 1
/** Kernel width at one observation, as a share of the range; it shrinks by Scott's rule. */
export const KERNEL_WIDTH = 0.05
/** The magic clip: no kernel is narrower than the range over this, so that the search never sits on one spot. */
export const NARROWEST = 50
/** So many newest observations count in full; the older, the less. */
const FULL_WEIGHT = 25

/**
 * A density around observed parameters: a mixture with a component for each observation and one for the prior. A
 * component is a product over all dimensions of a truncated normal (grids: its mass in the value's bin) or of smoothed
 * counts, so that dimensions which are good only together stay together.
 *
 * Bergstra et al., "Algorithms for hyper-parameter optimization", 2011, in the multivariate form of Falkner et al.,
 * arXiv:1807.01774; Watanabe, arXiv:2304.11127, compares the choices.
 * @param observations parameters in the order of their trials, each with all of `space`
 * @param weights of the observations; the prior has 1. Default: the newest 25 have 1, the older the less
 */
export function parzenEstimator(
  space: readonly Dimension[],
  observations: readonly Values[],
  weights: readonly number[] = ages(observations.length),
): ParzenEstimator {
  const all = [...weights, PRIOR_WEIGHT]
  const total = all.reduce((sum, weight) => sum + weight)
  const logWeights = Float64Array.from(all, (weight) => Math.log(weight / total))
  const marginals = space.map(({ name, parameter }): Marginal => {
    const observed = observations.map((values) => values[name])
    if (parameter.kind === 'categorical') return categoricalMarginal(parameter.choices, observed)
    const marginal = numericMarginal(scaleOf(parameter), observed as number[], space.length)
    return parameter.step ? remembered(marginal) : marginal
  })
  return {
    logDensity(values) {
      const terms = logWeights.slice()
      space.forEach(({ name }, d) => {
        const densities = marginals[d].logDensities(values[name])
        for (let k = 0; k < terms.length; k++) terms[k] += densities[k]
      })
      const largest = terms.reduce((a, b) => Math.max(a, b))
      return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0))
    },
    sample(random) {
      const component = pick(all, total, random)
      return Object.fromEntries(space.map(({ name }, d) => [name, marginals[d].sample(component, random)]))
    },
  }
}

/** Oldest first. */
function ages(count: number): number[] {
  const old = count - FULL_WEIGHT
  return Array.from({ length: count }, (_, i) => {
    if (i >= old) return 1
    return old === 1 ? 1 / count : 1 / count + (i / (old - 1)) * (1 - 1 / count)
  })
}

function pick(weights: ArrayLike<number>, total: number, random: Random): number {
  let rest = random() * total
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i]
    if (rest < 0) return i
  }
  return weights.length - 1
}

function categoricalMarginal(choices: readonly Values[string][], observed: readonly Values[string][]): Marginal {
  const components = observed.length + 1
  // The prior's share shrinks with the number of components; the prior itself is uniform.
  const smoothing = PRIOR_WEIGHT / components
  const rows = [...observed, undefined].map((value) => {
    const row = choices.map((choice) => smoothing + (choice === value ? 1 : 0))
    const sum = row.reduce((a, b) => a + b)
    return row.map((each) => each / sum)
  })
  const logs = choices.map((_, choice) => Float64Array.from(rows, (row) => Math.log(row[choice])))
  return {
    logDensities: (value) => logs[choices.indexOf(value)],
    sample: (k, random) => choices[pick(rows[k], 1, random)],
  }
}

function numericMarginal(scale: Scale, observed: readonly number[], dimensions: number): Marginal {
  const { low, high } = scale
  const range = high - low || 1
  const count = observed.length
  const scott = KERNEL_WIDTH * Math.max(count, 1) ** (-1 / (dimensions + 4))
  const width = range * Math.max(scott, 1 / NARROWEST)
  const means = Float64Array.from([...observed.map((value) => scale.from(value)), (low + high) / 2])
  const sigmas = means.map((_, k) => (k < count ? width : range))
  const logMass = (k: number, from: number, to: number): number =>
    logNormalMass((from - means[k]) / sigmas[k], (to - means[k]) / sigmas[k])
  const logNormalizers = means.map((_, k) => logMass(k, low, high))
  return {
    logDensities(value) {
      if (low === high) return new Float64Array(means.length)
      const bin = scale.bin(value as number)
      if (bin) return means.map((_, k) => logMass(k, bin[0], bin[1]) - logNormalizers[k])
      const position = scale.from(value as number)
      return means.map((mean, k) => {
        const z = (position - mean) / sigmas[k]
        return (-z * z) / 2 - LOG_SQRT_2PI - Math.log(sigmas[k]) - logNormalizers[k]
      })
    },
    sample(k, random) {
      const from = normalCdf((low - means[k]) / sigmas[k])
      const to = normalCdf((high - means[k]) / sigmas[k])
      const p = Math.min(1 - 1e-16, Math.max(1e-300, from + random() * (to - from)))
      const position = means[k] + sigmas[k] * normalQuantile(p)
      return scale.to(Math.min(high, Math.max(low, position)))
    },
  }
}

/** A grid's few values come again and again. */
function remembered(marginal: Marginal): Marginal {
  const known = new Map<Values[string], Float64Array>()
  return {
    sample: marginal.sample,
    logDensities(value) {
      let densities = known.get(value)
      if (!densities) {
        densities = marginal.logDensities(value)
        known.set(value, densities)
      }
      return densities
    },
  }
}
