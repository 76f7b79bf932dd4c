/** What a visitor did, oldest first; all arrays have one entry an interaction. `NaN`: not known. */
export interface Sequence {
  /** Item rows, 1…N. */
  rows: ArrayLike<number>
  /** Indices into `ITEM_EVENTS`. */
  events: ArrayLike<number>
  /** Session numbers, rising. */
  sessions: ArrayLike<number>
  /** Seconds since the interaction before; `NaN` for the first. */
  gaps: ArrayLike<number>
  /** Seconds until the next interaction of the same session, at most 600; `NaN` for a session's last. */
  dwells: ArrayLike<number>
  /**
   * Seconds since 1970, and what else is known of the moment of each interaction: by the name of the model's context
   * fields, codes of their values. One entry more is the moment that is asked about. Missing: not known.
   */
  times?: ArrayLike<number>
  context?: Readonly<Record<string, ArrayLike<number>>>
}

/** Longest time one look is believed to last: 10 minutes. Beyond it the page was left open. */
export const MAX_DWELL_SECONDS = 600

/**
 * Gaps and dwells from times. `prepare` computes the same in SQL; a test holds both together.
 * @param times epoch seconds, oldest first; a time that runs backwards counts as no gap.
 */
export function timing(
  times: ArrayLike<number>,
  sessions: ArrayLike<number>,
): { gaps: Float32Array; dwells: Float32Array } {
  const count = times.length
  const gaps = new Float32Array(count).fill(Number.NaN)
  const dwells = new Float32Array(count).fill(Number.NaN)
  for (let i = 1; i < count; i++) {
    const gap = Math.max(0, times[i] - times[i - 1])
    gaps[i] = gap
    if (sessions[i] === sessions[i - 1]) dwells[i - 1] = Math.min(gap, MAX_DWELL_SECONDS)
  }
  return { gaps, dwells }
}
