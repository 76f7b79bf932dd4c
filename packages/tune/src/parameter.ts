/** What a categorical parameter may take: plain values, so that a journal can hold them. */
export type Choice = string | number | boolean | null

export interface FloatParameter {
  kind: 'float'
  low: number
  /** Inclusive; with a step the last point of the grid. */
  high: number
  log: boolean
  step?: number
}

export interface IntParameter {
  kind: 'int'
  low: number
  /** Inclusive; the last point of the grid. */
  high: number
  log: boolean
  step: number
}

export interface CategoricalParameter<C extends Choice = Choice> {
  kind: 'categorical'
  choices: readonly C[]
}

export type PlainParameter = FloatParameter | IntParameter | CategoricalParameter

/** A parameter that exists only where the parameters named in `on` have one of these values. */
export interface ConditionalParameter<P extends PlainParameter = PlainParameter> {
  kind: 'conditional'
  on: Readonly<Record<string, readonly Choice[]>>
  parameter: P
}

export type Parameter = PlainParameter | ConditionalParameter

function checkRange(kind: string, low: number, high: number): void {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    throw new RangeError(`${kind}(${low}, ${high}): both bounds must be finite, the lower one first`)
  }
}

/**
 * A real number.
 * @param options.log searched on a logarithmic scale; `low` must be above 0
 * @param options.step only `low`, `low + step`, …; not together with `log`
 * @throws RangeError
 */
export function float(low: number, high: number, options: { log?: boolean; step?: number } = {}): FloatParameter {
  const { log = false, step } = options
  checkRange('float', low, high)
  if (log && low <= 0) throw new RangeError(`float(${low}, ${high}, { log }): a logarithmic scale starts above 0`)
  if (step === undefined) return { kind: 'float', low, high, log }
  if (log) throw new RangeError(`float(${low}, ${high}): log and step exclude each other; leave one out`)
  if (!(step > 0 && step < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`float(${low}, ${high}, { step: ${step} }): a step is finite and above 0`)
  }
  const count = Math.floor((high - low) / step + 1e-9)
  return { kind: 'float', low, high: onGrid(low, step, count), log, step }
}

/**
 * A whole number.
 * @param options.log searched on a logarithmic scale; `low` must be at least 1
 * @param options.step only `low`, `low + step`, …; not together with `log`
 * @throws RangeError
 */
export function int(low: number, high: number, options: { log?: boolean; step?: number } = {}): IntParameter {
  const { log = false, step = 1 } = options
  checkRange('int', low, high)
  for (const [name, value] of Object.entries({ low, high, step })) {
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`int(${low}, ${high}, { step: ${step} }): ${name} is ${value}; take a whole number`)
    }
  }
  if (step < 1) throw new RangeError(`int(${low}, ${high}, { step: ${step} }): a step is at least 1`)
  if (log && low < 1) throw new RangeError(`int(${low}, ${high}, { log }): a logarithmic scale starts at 1`)
  if (log && step !== 1) throw new RangeError(`int(${low}, ${high}): log and step exclude each other; leave one out`)
  return { kind: 'int', low, high: low + Math.floor((high - low) / step) * step, log, step }
}

/**
 * One of some values without an order.
 * @throws RangeError where there is none, or one twice
 */
export function categorical<const C extends Choice>(choices: readonly C[]): CategoricalParameter<C> {
  if (choices.length === 0) throw new RangeError('categorical([]): name at least one choice')
  if (new Set(choices).size < choices.length) {
    throw new RangeError(`categorical(${JSON.stringify(choices)}): a choice is there twice`)
  }
  return { kind: 'categorical', choices }
}

/**
 * `parameter`, where all of `on` hold: `when({ optimizer: 'adam' }, float(0.8, 0.99))`. Elsewhere a trial's parameters
 * lack it. What `on` names must be declared before it, and may itself be conditional.
 */
export function when<const P extends PlainParameter>(
  on: Readonly<Record<string, Choice | readonly Choice[]>>,
  parameter: P,
): ConditionalParameter<P> {
  const lists = Object.entries(on).map(([name, values]) => [name, Array.isArray(values) ? values : [values]] as const)
  if (lists.length === 0) throw new RangeError('when({}): name the parameter on which this one depends')
  return { kind: 'conditional', on: Object.fromEntries(lists), parameter }
}

/** The grid's point `index`, without the noise of 0.1 + 0.2. */
export function onGrid(low: number, step: number, index: number): number {
  return Number((low + index * step).toPrecision(14))
}
