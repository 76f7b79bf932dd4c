import { normalQuantile } from '../normal.ts'
import type { Random } from '../random-stream.ts'
import { fromUnit, scaleOf } from '../scale.ts'
import { type Dimension, isActive, type Values } from '../space.ts'

/**
 * Parameters near others: each moves with the probability that one of them moves on average, numbers by a normal step.
 * Parameters that come to be there are drawn anew.
 * @param size standard deviation of a number's step, as a share of its range
 */
export function neighbour(space: readonly Dimension[], values: Values, size: number, random: Random): Values {
  const moved: Record<string, Values[string]> = {}
  const chosen = Math.floor(random() * space.length)
  space.forEach((dimension, i) => {
    const { name, parameter } = dimension
    if (!isActive(dimension, moved)) return
    if (!(name in values)) moved[name] = fromUnit(parameter, random())
    else if (i !== chosen && random() > 1 / space.length) moved[name] = values[name]
    else if (parameter.kind === 'categorical') moved[name] = fromUnit(parameter, random())
    else {
      const { low, high, from, to } = scaleOf(parameter)
      const step = size * (high - low) * normalQuantile(Math.max(1e-12, random()))
      moved[name] = to(Math.min(high, Math.max(low, from(values[name] as number) + step)))
    }
  })
  return moved
}
