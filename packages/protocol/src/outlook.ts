/** P(1 | x) = 1 / (1 + exp(−(bias + Σ coefficient · x))). */
export interface LogisticModel {
  bias: number
  coefficients: number[]
}

/** How a session will end, by `sessionFeatures` of `@penchant/ranking`. */
export interface OutlookModel {
  /** Likelihood of a purchase in the rest of the session. */
  purchase: LogisticModel
  /** The same for sessions with a cart; `null` where the data had too few. */
  withCart: LogisticModel | null
}

/** How the visitor's present session will likely end, as of the last interaction. */
export interface Outlook {
  /** Likelihood, 0 to 1, of a purchase in the rest of the session. */
  purchase: number
  /** Likelihood that what is in the cart stays there; `null` while nothing is. */
  abandonment: number | null
}
