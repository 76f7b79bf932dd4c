import type { Trial } from './trial.ts'
import type { TrialRecord } from './trial-log.ts'

interface Entry {
  trial: Trial
  /** Who runs it; `null` while nobody does. */
  claim: string | null
}

/**
 * The trials that a log's records amount to. Who shares the log reads the same records in the same order and so comes
 * to the same trials, without a lock: of two claims of a trial the first one counts, and of two results only the one
 * by whom the trial then belonged to.
 */
export class History {
  readonly entries: Entry[] = []

  /** @returns whether the record counted */
  apply(record: TrialRecord): boolean {
    if (record.kind === 'study') return this.entries.length === 0
    const entry = this.entries[record.trial]
    if (record.kind === 'claim') {
      const { trial: number, claim, params, time, after } = record
      if (after === undefined) {
        if (number !== this.entries.length) return false
      } else if (entry?.trial.state !== 'running' || (entry.claim ?? 'nobody') !== after) return false
      const trial: Trial = { number, params, state: 'running', values: [], reports: [], started: time }
      this.entries[number] = { trial, claim }
      return true
    }
    if (!entry || entry.claim !== record.claim) return false
    const { trial } = entry
    if (record.kind === 'release') entry.claim = null
    else if (record.kind === 'report') {
      const { step, value } = record
      trial.reports = [...trial.reports, { step, value }]
    } else {
      trial.state = record.state
      trial.values = record.values
      trial.finished = record.time
      if (record.error !== undefined) trial.error = record.error
      entry.claim = null
    }
    return true
  }
}
