import { randomStream } from './random-stream.ts'
import { growTree, type Leaf } from './regression-tree.ts'
import { scaleOf } from './scale.ts'
import type { Dimension, Values } from './space.ts'
import type { Observation } from './trial.ts'

const TREES = 64

/**
 * The share of the objective's variance over the whole space that each parameter explains alone, largest first; what is
 * missing to 1 is interactions. fANOVA on a random forest (Hutter, Hoos & Leyton-Brown, ICML 2014): marginals are exact
 * integrals over the trees' boxes. A conditional parameter that is not there counts as in the middle of its range.
 * @param objective which one. Default the first
 * @throws RangeError with fewer than 4 complete trials
 */
export function importances(
  study: { readonly space: readonly Dimension[]; observations(): readonly Observation[] },
  { objective = 0, seed = 0 } = {},
): { name: string; importance: number }[] {
  const { space } = study
  const complete = study.observations().filter(({ state }) => state === 'complete')
  if (complete.length < 4) throw new RangeError(`${complete.length} complete trials; importances need at least 4`)
  const points = complete.map(({ params }) => space.map((dimension) => positionOf(dimension, params)))
  const targets = complete.map(({ losses }) => losses[objective])
  const sums = space.map(() => 0)
  let counted = 0
  for (let tree = 0; tree < TREES; tree++) {
    const random = randomStream(seed, tree)
    const rows = points.map(() => Math.floor(random() * points.length))
    const leaves = growTree(points, targets, rows, random)
    const volumes = leaves.map(volume)
    const mean = leaves.reduce((sum, leaf, i) => sum + volumes[i] * leaf.mean, 0)
    const variance = leaves.reduce((sum, leaf, i) => sum + volumes[i] * (leaf.mean - mean) ** 2, 0)
    if (!(variance > 0)) continue
    counted++
    space.forEach((_, d) => {
      sums[d] += marginalVariance(leaves, volumes, d, mean) / variance
    })
  }
  return space
    .map(({ name }, d) => ({ name, importance: counted > 0 ? sums[d] / counted : 0 }))
    .sort((a, b) => b.importance - a.importance)
}

/** In [0, 1]. A choice is the middle of its own equal part, so that volumes are shares of the choices. */
function positionOf({ name, parameter }: Dimension, values: Values): number {
  if (!(name in values)) return 0.5
  if (parameter.kind === 'categorical') {
    return (parameter.choices.indexOf(values[name]) + 0.5) / parameter.choices.length
  }
  const { low, high, from } = scaleOf(parameter)
  return high > low ? (from(values[name] as number) - low) / (high - low) : 0.5
}

function volume({ low, high }: Leaf): number {
  return low.reduce((product, bound, d) => product * (high[d] - bound), 1)
}

/** Variance of the tree's prediction as a function of one dimension, all others integrated out. */
function marginalVariance(leaves: readonly Leaf[], volumes: readonly number[], d: number, mean: number): number {
  const cuts = [...new Set(leaves.flatMap(({ low, high }) => [low[d], high[d]]))].sort((a, b) => a - b)
  let variance = 0
  for (let i = 1; i < cuts.length; i++) {
    const [from, to] = [cuts[i - 1], cuts[i]]
    let value = 0
    leaves.forEach(({ low, high, mean: prediction }, leaf) => {
      if (low[d] <= from && high[d] >= to) value += (prediction * volumes[leaf]) / (high[d] - low[d])
    })
    variance += (to - from) * (value - mean) ** 2
  }
  return variance
}
