/** Below that no option falls, so that each is tried now and then and propensities can be divided by. */
const LEAST_CHANCE = 0.05
/** Points of the quadrature, over ± `REACH` standard deviations. */
const POINTS = 161
const REACH = 4
/** An option that nothing is unknown of still has a width, or two equal ones could not share. */
const LEAST_DEVIATION = 1e-6

/**
 * Thompson sampling without the sampling: how likely each option is the best one of what is believed of them,
 * P_a = ∫ φ(z) Π_b Φ((μ_a + σ_a z − μ_b) / σ_b) dz, mixed with chance so that none is below 5 % (of an even share, where
 * there are more than twenty). They sum to 1. To draw by them is Thompson's rule, with propensities that are known.
 *
 * Source: Thompson, "On the likelihood that one unknown probability exceeds another", Biometrika 1933.
 */
export function chances(options: readonly { mean: number; deviation: number }[]): number[] {
  const width = ({ deviation }: { deviation: number }) => Math.max(deviation, LEAST_DEVIATION)
  const best = options.map((option, a) => {
    let sum = 0
    for (let i = 0; i < POINTS; i++) {
      const z = REACH * ((2 * i) / (POINTS - 1) - 1)
      const value = option.mean + width(option) * z
      let chance = Math.exp((-z * z) / 2)
      for (const [b, other] of options.entries()) {
        if (b !== a) chance *= normal((value - other.mean) / width(other))
      }
      sum += chance
    }
    return sum
  })
  const total = best.reduce((sum, value) => sum + value, 0)
  const even = 1 / options.length
  const least = Math.min(LEAST_CHANCE, LEAST_CHANCE * 20 * even)
  return best.map((value) => least + ((1 - least * options.length) * value) / total)
}

/** Φ, to 7.5e-8. Source: Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.2.17. */
function normal(z: number): number {
  if (z < 0) return 1 - normal(-z)
  const t = 1 / (1 + 0.2316419 * z)
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
