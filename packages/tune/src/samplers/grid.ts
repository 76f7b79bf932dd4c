import { onGrid, type PlainParameter } from '../parameter.ts'
import { randomStream } from '../random-stream.ts'
import { scaleOf } from '../scale.ts'
import { type Dimension, isActive, type Values } from '../space.ts'
import type { Sampler } from './sampler.ts'

/** A grid beyond this is a mistake. */
const MAX_POINTS = 1_000_000

/**
 * Every combination once, in an order shuffled by the seed; then nothing.
 * @param options.points how many values of a float without a step are tried, evenly over its scale, ends included.
 *   Default 5
 * @throws RangeError (when first asked) where there are more than a million combinations
 */
export function gridSampler({ points = 5 }: { points?: number } = {}): Sampler {
  if (!Number.isInteger(points) || points < 1) throw new RangeError(`points is ${points}; take a whole number from 1`)
  const grids = new WeakMap<readonly Dimension[], Values[]>()
  return ({ space, number, seed }) => {
    let grid = grids.get(space)
    if (!grid) {
      grid = shuffled(combinations(space, points), seed)
      grids.set(space, grid)
    }
    return grid[number] ?? null
  }
}

function combinations(space: readonly Dimension[], points: number): Values[] {
  let found: Values[] = [{}]
  for (const dimension of space) {
    const values = gridOf(dimension.parameter, points)
    found = found.flatMap((each) =>
      isActive(dimension, each) ? values.map((value) => ({ ...each, [dimension.name]: value })) : [each],
    )
    if (found.length > MAX_POINTS) {
      throw new RangeError(`The grid has more than ${MAX_POINTS} points at ${dimension.name}; take larger steps`)
    }
  }
  return found
}

function gridOf(parameter: PlainParameter, points: number): Values[string][] {
  if (parameter.kind === 'categorical') return [...parameter.choices]
  const { low, high, step } = parameter
  if (step) {
    const count = Math.round((high - low) / step) + 1
    if (count > MAX_POINTS)
      throw new RangeError(`A grid from ${low} to ${high} by ${step} is too fine; take larger steps`)
    return Array.from({ length: count }, (_, i) => onGrid(low, step, i))
  }
  const scale = scaleOf(parameter)
  const at = (i: number): number => (points === 1 ? 0.5 : i / (points - 1))
  return Array.from({ length: points }, (_, i) => scale.to(scale.low + at(i) * (scale.high - scale.low)))
}

function shuffled<T>(list: T[], seed: number): T[] {
  const random = randomStream(seed)
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[list[i], list[j]] = [list[j], list[i]]
  }
  return list
}
