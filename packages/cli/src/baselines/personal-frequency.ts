import type { Baseline, BaselineOptions } from './baseline.ts'
import { popularity } from './popularity.ts'

export interface PersonalFrequencyOptions extends BaselineOptions {
  /** What an interaction loses with each session that came after it. Default 0.9, TIFU-KNN's. */
  decay?: number
}

/** Puts popularity behind everything that the visitor ever touched. */
const BEHIND = 1e-6
/** The least that an old interaction counts, so that it stays before popularity. */
const LEAST = 1e-4

/**
 * What this visitor touches most, older sessions for less; popularity decides what comes after that.
 * Source: GP-TopFreq (Li et al. 2023, "A next basket recommendation reality check"), with the decay of TIFU-KNN (Hu et
 * al. 2020).
 */
export function personalFrequency(options: PersonalFrequencyOptions): Baseline {
  const { items, decay = 0.9 } = options
  const popular = popularity(options)
  const scores = new Float32Array(items)
  return {
    name: 'personal-frequency',
    fit: popular.fit,
    bytes: popular.bytes,
    score(history) {
      const { rows, sessions } = history
      const shares = popular.score(history)
      for (let i = 0; i < items; i++) scores[i] = BEHIND * shares[i]
      let weight = 1
      for (let i = rows.length - 1; i >= 0; i--) {
        if (sessions[i] !== sessions[i + 1] && i + 1 < rows.length) weight = Math.max(LEAST, weight * decay)
        if (rows[i] !== 0) scores[rows[i] - 1] += weight
      }
      return scores
    },
  }
}
