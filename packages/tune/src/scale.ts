import { type FloatParameter, type IntParameter, onGrid, type PlainParameter } from './parameter.ts'

/**
 * A numeric parameter as an interval in which it is searched: the logarithm is taken where the parameter asks for it,
 * and a grid's outer points get the half step beyond them, so that each point has a bin of its own.
 */
export interface Scale {
  low: number
  high: number
  /** Into the interval. */
  from(value: number): number
  /** The nearest value that the parameter admits. */
  to(position: number): number
  /** The interval of positions that lead to `value`; `null` where there is no grid. */
  bin(value: number): readonly [low: number, high: number] | null
}

export function scaleOf(parameter: FloatParameter | IntParameter): Scale {
  const { low, high, log, step } = parameter
  const from = log ? Math.log : (value: number) => value
  const to = log ? Math.exp : (position: number) => position
  const half = step ? step / 2 : 0
  const clamp = (value: number): number => Math.min(high, Math.max(low, value))
  return {
    low: from(low - half),
    high: from(high + half),
    from,
    to: step
      ? (position) => clamp(onGrid(low, step, Math.round((to(position) - low) / step)))
      : (position) => clamp(to(position)),
    bin: (value) => (step ? [from(value - half), from(value + half)] : null),
  }
}

/** The value at share `u` of a parameter's range, 0 ≤ u < 1; a uniform `u` gives each bin and each choice its due. */
export function fromUnit(parameter: PlainParameter, u: number): string | number | boolean | null {
  if (parameter.kind === 'categorical') return parameter.choices[Math.floor(u * parameter.choices.length)]
  const scale = scaleOf(parameter)
  return scale.to(scale.low + u * (scale.high - scale.low))
}
