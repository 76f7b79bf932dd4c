/** Work in slices, between which whoever runs it does what else is asked of it. */
export interface Slices {
  /** The longest slice so far, milliseconds. */
  readonly longest: number
  /** Ends a slice. */
  next(): Promise<void>
}
