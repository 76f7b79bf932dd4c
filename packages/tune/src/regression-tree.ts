import type { Random } from './random-stream.ts'

/** A box of the unit cube with one prediction. */
export interface Leaf {
  /** [features] */
  low: readonly number[]
  high: readonly number[]
  mean: number
}

/**
 * A tree on `rows`, grown until each leaf is pure or has one point, as the boxes of its leaves, which fill [0, 1]^d.
 * At each node it looks at a random five sixths of the features.
 * @param points [n][features], within [0, 1]
 */
export function growTree(
  points: readonly ArrayLike<number>[],
  targets: readonly number[],
  rows: readonly number[],
  random: Random,
): Leaf[] {
  const features = points[0].length
  const leaves: Leaf[] = []
  const grow = (own: readonly number[], low: readonly number[], high: readonly number[]): void => {
    const split = bestSplit(points, targets, own, random)
    if (!split) {
      leaves.push({ low, high, mean: own.reduce((sum, row) => sum + targets[row], 0) / own.length })
      return
    }
    const { feature, at } = split
    const cut = (bounds: readonly number[]) => bounds.map((bound, f) => (f === feature ? at : bound))
    grow(
      own.filter((row) => points[row][feature] <= at),
      low,
      cut(high),
    )
    grow(
      own.filter((row) => points[row][feature] > at),
      cut(low),
      high,
    )
  }
  grow(rows, new Array(features).fill(0), new Array(features).fill(1))
  return leaves
}

function bestSplit(
  points: readonly ArrayLike<number>[],
  targets: readonly number[],
  rows: readonly number[],
  random: Random,
): { feature: number; at: number } | null {
  const total = rows.reduce((sum, row) => sum + targets[row], 0)
  let best = (total * total) / rows.length + 1e-12 * Math.abs(total)
  let found: { feature: number; at: number } | null = null
  for (let feature = 0; feature < points[0].length; feature++) {
    if (points[0].length > 1 && random() < 1 / 6) continue
    const sorted = [...rows].sort((a, b) => points[a][feature] - points[b][feature])
    let left = 0
    for (let i = 1; i < sorted.length; i++) {
      left += targets[sorted[i - 1]]
      const [before, after] = [points[sorted[i - 1]][feature], points[sorted[i]][feature]]
      if (before === after) continue
      const gain = (left * left) / i + (total - left) ** 2 / (sorted.length - i)
      if (gain > best) {
        best = gain
        found = { feature, at: (before + after) / 2 }
      }
    }
  }
  return found
}
