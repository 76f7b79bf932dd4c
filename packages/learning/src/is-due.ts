/** Learning begins by itself with this much history, and again after so many new interactions. */
const LEAST_INTERACTIONS = 20
const LEAST_SESSIONS = 2
const NEW_INTERACTIONS = 8

/** What of a history counts for learning: interactions with items that the model knows. */
export interface Known {
  interactions: number
  sessions: number
  /** Since the last run. */
  new: number
}

/** Whether enough is new for a run of the device's own accord. */
export function isDue(known: Known): boolean {
  return known.interactions >= LEAST_INTERACTIONS && known.sessions >= LEAST_SESSIONS && known.new >= NEW_INTERACTIONS
}
