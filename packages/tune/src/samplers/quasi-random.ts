import { fromUnit } from '../scale.ts'
import { isActive, type Values } from '../space.ts'
import type { Sampler } from './sampler.ts'
import { sobol } from './sobol.ts'

/** Trial n is point n of a scrambled Sobol sequence: fills the space more evenly than chance does. */
export function quasiRandomSampler(): Sampler {
  return ({ space, number, seed }) => {
    const values: Record<string, Values[string]> = {}
    space.forEach((dimension, i) => {
      if (isActive(dimension, values)) values[dimension.name] = fromUnit(dimension.parameter, sobol(number, i, seed))
    })
    return values
  }
}
