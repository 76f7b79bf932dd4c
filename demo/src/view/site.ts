/** What every template and script of the shop must know about the shop it shows. */
export interface Site {
  /** Shown in the header. */
  name: string
  /** The model was trained on simulated visitors. */
  synthetic: boolean
  /** What links begin with: `''`, or `'/spa'` in the single-page variant. */
  base: string
  /** ISO 4217. */
  currency: string
  /** Short hash of the model's manifest: part of the pictures' addresses, so that another shop's are never reused. */
  version: string
  /** Origin that serves the SDK and the model. */
  cdn: string
}
