/** Recommendations that were about equally sure. */
export interface CalibrationBin {
  /** Mean of what the score said: the chance that this is what comes next. */
  said: number
  /** How often it was. */
  happened: number
  count: number
}

const BINS = 10

/**
 * Whether a score is a chance: recommendations in order of what was said of them, in ten bins of equal size, and the
 * expected calibration error, the bins' mean distance (Naeini et al. 2015, with bins of equal size as in Nguyen & O'Connor
 * 2015).
 */
export class Calibration {
  readonly #said: number[] = []
  readonly #happened: number[] = []

  /** @param said chance, 0 to 1 @param happened what came of it, 0 to 1 */
  add(said: number, happened: number): void {
    this.#said.push(said)
    this.#happened.push(happened)
  }

  result(): { bins: CalibrationBin[]; error: number } {
    const order = Uint32Array.from(this.#said.keys()).sort((a, b) => this.#said[a] - this.#said[b])
    const bins: CalibrationBin[] = []
    let error = 0
    for (let b = 0; b < BINS; b++) {
      const part = order.subarray(Math.floor((b * order.length) / BINS), Math.floor(((b + 1) * order.length) / BINS))
      if (part.length === 0) continue
      const mean = (of: number[]) => part.reduce((sum, i) => sum + of[i], 0) / part.length
      const bin = { said: mean(this.#said), happened: mean(this.#happened), count: part.length }
      bins.push(bin)
      error += (bin.count / order.length) * Math.abs(bin.said - bin.happened)
    }
    return { bins, error }
  }
}
