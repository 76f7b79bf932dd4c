import { penchantError } from '@penchant/protocol'

/** What is known of one arm: how many visitors, and the sum and the sum of squares of their outcomes. */
export interface ArmTotals {
  visitors: number
  sum: number
  /** For outcomes 0 or 1 the same as `sum`, and may be left out. */
  sumOfSquares?: number
}

export interface SequentialTestOptions {
  /** Chance of ever being wrong. Default 0.05. */
  alpha?: number
  /** Visitors of both arms together at which the interval is to be narrowest. Default 10,000. */
  tightestAt?: number
}

export interface SequentialTestResult {
  /** Mean of the treatment less mean of the control. */
  difference: number
  /** Interval that holds the true difference at every look together, with chance 1 − alpha. */
  low: number
  high: number
  /** `none`: the interval holds 0, go on or give up, as you like. */
  decided: 'treatment' | 'control' | 'none'
}

/** Fewer visitors in an arm, and the normal approximation is none. */
const LEAST_VISITORS = 100

/**
 * The difference of two arms with an interval that stays valid however often it is looked at, so that a test may be stopped
 * at any time: the asymptotic confidence sequence
 * ±σ √( 2(tρ² + 1)/(t²ρ²) · log(√(tρ² + 1)/α) ), with t visitors of both arms, σ² = s₀²/π₀ + s₁²/π₁ for shares π of t, and
 * ρ² = (−2 log α + log(1 − 2 log α))/t* for the narrowest interval at t*.
 *
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", Annals of Statistics 2024, theorem 2.2 and appendix B.2.
 *
 * @throws `InvalidOption` for counts that are none.
 */
export function sequentialTest(
  control: ArmTotals,
  treatment: ArmTotals,
  { alpha = 0.05, tightestAt = 10_000 }: SequentialTestOptions = {},
): SequentialTestResult {
  const refuse = (field: string, value: unknown, remedy: string) => {
    throw penchantError('InvalidOption', `sequentialTest: ${field} is ${value}; ${remedy}.`)
  }
  if (!(alpha > 0 && alpha < 1)) refuse('alpha', alpha, 'give a chance between 0 and 1')
  if (!(tightestAt > 0)) refuse('tightestAt', tightestAt, 'give a number of visitors above 0')
  for (const [name, { visitors, sum, sumOfSquares = sum }] of Object.entries({ control, treatment })) {
    if (!(Number.isInteger(visitors) && visitors >= 0)) refuse(`${name}.visitors`, visitors, 'give a count')
    if (!Number.isFinite(sum)) refuse(`${name}.sum`, sum, 'give a number')
    // By Cauchy and Schwarz; with room for rounding.
    if (!(sumOfSquares * visitors >= sum * sum * (1 - 1e-9))) {
      refuse(`${name}.sumOfSquares`, sumOfSquares, 'give the sum of the squared outcomes; outcomes above 1 need it')
    }
  }
  const difference = mean(treatment) - mean(control)
  const t = control.visitors + treatment.visitors
  if (Math.min(control.visitors, treatment.visitors) < LEAST_VISITORS) {
    return { difference, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, decided: 'none' }
  }
  const sigma = Math.sqrt(t * (variance(control) / control.visitors + variance(treatment) / treatment.visitors))
  const rho2 = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tightestAt
  const grown = t * rho2 + 1
  const width = sigma * Math.sqrt(((2 * grown) / (t * t * rho2)) * Math.log(Math.sqrt(grown) / alpha))
  const [low, high] = [difference - width, difference + width]
  return { difference, low, high, decided: low > 0 ? 'treatment' : high < 0 ? 'control' : 'none' }
}

const mean = ({ visitors, sum }: ArmTotals) => (visitors > 0 ? sum / visitors : 0)

function variance(arm: ArmTotals): number {
  const { visitors, sum, sumOfSquares = sum } = arm
  return Math.max(0, sumOfSquares / visitors - mean(arm) ** 2)
}
