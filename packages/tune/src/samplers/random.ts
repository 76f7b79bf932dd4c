import { fromUnit } from '../scale.ts'
import { isActive, type Values } from '../space.ts'
import type { Sampler } from './sampler.ts'

/** Independent and uniform, on the parameter's scale. */
export function randomSampler(): Sampler {
  return ({ space, random }) => {
    const values: Record<string, Values[string]> = {}
    for (const dimension of space) {
      const u = random()
      if (isActive(dimension, values)) values[dimension.name] = fromUnit(dimension.parameter, u)
    }
    return values
  }
}
