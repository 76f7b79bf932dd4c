import type { CategoricalParameter, Choice, ConditionalParameter, Parameter, PlainParameter } from './parameter.ts'

/** Parameters by name. A conditional one comes after those on which it depends. */
export type Space = Readonly<Record<string, Parameter>>

type ValueOf<P> = P extends CategoricalParameter<infer C> ? C : number
type ConditionalNames<S extends Space> = { [K in keyof S]: S[K] extends ConditionalParameter ? K : never }[keyof S]

/** What a trial of the space gets: conditional parameters are optional. */
export type Params<S extends Space> = {
  -readonly [K in Exclude<keyof S, ConditionalNames<S>>]: ValueOf<S[K]>
} & {
  -readonly [K in ConditionalNames<S>]?: S[K] extends ConditionalParameter<infer P> ? ValueOf<P> : never
}

/** A trial's parameters where the space's type is not known. */
export type Values = Readonly<Record<string, Choice>>

/** One parameter of a checked space. */
export interface Dimension {
  name: string
  parameter: PlainParameter
  /** All of these must hold for the parameter to be there. */
  conditions: readonly { on: string; values: readonly Choice[] }[]
  /** Equal for parameters that are always there together. */
  group: string
}

/**
 * A space's parameters in the order in which they can be chosen.
 * @throws RangeError naming the parameter whose condition cannot be
 */
export function dimensions(space: Space): Dimension[] {
  const found: Dimension[] = []
  for (const [name, parameter] of Object.entries(space)) {
    if (parameter.kind !== 'conditional') {
      found.push({ name, parameter, conditions: [], group: '' })
      continue
    }
    const conditions = Object.entries(parameter.on).map(([on, values]) => ({ on, values }))
    for (const { on, values } of conditions) {
      const parent = found.find((dimension) => dimension.name === on)?.parameter
      if (!parent) throw new RangeError(`${name} depends on "${on}", which must be declared before it`)
      for (const value of values) {
        if (!admits(parent, value)) {
          throw new RangeError(`${name} depends on ${on} being ${JSON.stringify(value)}, which it never is`)
        }
      }
    }
    conditions.sort((a, b) => (a.on < b.on ? -1 : 1))
    found.push({ name, parameter: parameter.parameter, conditions, group: JSON.stringify(conditions) })
  }
  if (found.length === 0) throw new RangeError('The space has no parameter; name at least one')
  return found
}

/** Whether the parameter is there, given those before it. */
export function isActive(dimension: Dimension, values: Values): boolean {
  return dimension.conditions.every(({ on, values: wanted }) => on in values && wanted.includes(values[on]))
}

/** Whether a parameter may take the value. */
export function admits(parameter: PlainParameter, value: unknown): boolean {
  if (parameter.kind === 'categorical') return parameter.choices.includes(value as Choice)
  if (typeof value !== 'number' || !(value >= parameter.low && value <= parameter.high)) return false
  if (parameter.kind === 'int' && !Number.isInteger(value)) return false
  const { low, step } = parameter
  if (!step) return true
  const index = (value - low) / step
  return Math.abs(index - Math.round(index)) < 1e-6
}

/**
 * Holds parameters that came from outside against the space.
 * @throws RangeError naming the field, its value and what it may be
 */
export function checkValues(space: readonly Dimension[], values: Values): void {
  for (const dimension of space) {
    const { name, parameter } = dimension
    if (!isActive(dimension, values)) {
      if (name in values)
        throw new RangeError(`${name} is ${values[name]}, but its condition does not hold; leave it out`)
    } else if (!admits(parameter, values[name])) {
      throw new RangeError(
        `${name} is ${JSON.stringify(values[name])}, which ${JSON.stringify(parameter)} does not admit`,
      )
    }
  }
  const known = new Set(space.map((dimension) => dimension.name))
  for (const name of Object.keys(values)) {
    if (!known.has(name)) throw new RangeError(`${name} is no parameter of this space; it has ${[...known].join(', ')}`)
  }
}
