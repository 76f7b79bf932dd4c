import { scaleOf } from './scale.ts'
import type { Dimension, Values } from './space.ts'

/** Parameters as numbers for models that know nothing else. */
export interface Features {
  /** [features] the dimension from which a feature comes. */
  dimension: readonly number[]
  /** [features], each within [0, 1]. A parameter that is not there: the middle of its range, or none of its choices. */
  of(values: Values): Float64Array
}

/** Numbers by their place on the parameter's scale, categoricals as one feature a choice. */
export function featuresOf(space: readonly Dimension[]): Features {
  const columns = space.flatMap(({ name, parameter }, dimension) => {
    if (parameter.kind === 'categorical') {
      return parameter.choices.map((choice) => ({
        dimension,
        value: (values: Values) => (name in values && values[name] === choice ? 1 : 0),
      }))
    }
    const { low, high, from } = scaleOf(parameter)
    const range = high - low || 1
    return [{ dimension, value: (v: Values) => (name in v ? (from(v[name] as number) - low) / range : 0.5) }]
  })
  return {
    dimension: columns.map(({ dimension }) => dimension),
    of: (values) => Float64Array.from(columns, ({ value }) => value(values)),
  }
}
