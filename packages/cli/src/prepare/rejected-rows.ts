import { closeSync, copyFileSync, openSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { DataError } from '../errors.ts'

const MAX_TEXT = 500
/** So many bad rows that are more than half of all read say that the file or its mapping is the wrong one. */
const HOPELESS = 10_000

export interface RejectedRows {
  readonly count: number
  /** Rows read so far, good and bad. */
  rows: number
  add(file: string, line: number, reason: string, text: string): void
  /** @throws DataError when the share of bad rows is above the limit; then leaves the list beside `--out`. */
  check(): void
  /** Counts from zero again, for the next kind of file; the list goes on. */
  startOver(): void
  close(): void
}

/**
 * Bad rows, one JSON object a line: `{ file, line, reason, text }`.
 * @param kept where the list is left when there are too many: the dataset folder then does not come to be.
 */
export function rejectedRows(path: string, kept: string, maxShare: number): RejectedRows {
  const file = openSync(path, 'w')
  const reasons = new Map<string, number>()
  let lines = ''
  let count = 0
  const flush = (): void => {
    writeSync(file, lines)
    lines = ''
  }
  const stop = (self: RejectedRows): never => {
    flush()
    copyFileSync(path, kept)
    const [reason, times] = [...reasons].reduce((most, next) => (next[1] > most[1] ? next : most))
    const share = ((100 * count) / self.rows).toFixed(1)
    throw new DataError(
      `${count} of ${self.rows} rows (${share} %) are bad, more than --max-rejected ${maxShare} allows; ` +
        `most often: ${reason} (${times}). They are listed in ${resolve(kept)}`,
    )
  }
  return {
    rows: 0,
    get count() {
      return count
    },
    add(name, line, reason, text) {
      count++
      const kind = reason.replace(/".*"/s, '…')
      if (reasons.size < 1000 || reasons.has(kind)) reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
      lines += `${JSON.stringify({ file: name, line, reason, text: text.slice(0, MAX_TEXT) })}\n`
      if (lines.length > 1 << 16) flush()
      if (count > HOPELESS && count > this.rows / 2 && count > maxShare * this.rows) stop(this)
    },
    check() {
      flush()
      if (count > maxShare * this.rows) stop(this)
    },
    startOver() {
      this.rows = 0
      count = 0
      reasons.clear()
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}
