import type { Random } from '@penchant/model'
import { ITEM_EVENTS } from '@penchant/protocol'
import type { DatasetSequence } from '../dataset-sequence.ts'

/**
 * What may get into a history that is not this visitor's.
 * - `noise`: of the interactions, one in five is with an item drawn by chance.
 * - `bot`: half-way, somebody's program opens the range item by item, a page every 1.5 seconds, in one session.
 * - `flip`: half-way, the taste changes: what comes then is the second half of another visitor's history.
 */
export const DISTURBANCES = ['noise', 'bot', 'flip'] as const
export type Disturbance = (typeof DISTURBANCES)[number]

const NOISE = 0.2
const BOT_STEPS = 60
const BOT_SECONDS = 1.5
const VIEW = ITEM_EVENTS.indexOf('view_item')
/** Seconds between two tastes. */
const DAY = 86_400

/**
 * The same history with something in it that is not the visitor's. Nothing is asked about what was put in by chance or by a
 * program; a new taste is asked about like the old one.
 * @param items how many there are
 */
export function disturb(
  sequence: DatasetSequence,
  other: DatasetSequence,
  kind: Disturbance,
  items: number,
  random: Random,
): DatasetSequence {
  const anyRow = () => 1 + random.below(items)
  const half = middle(sequence)
  if (kind === 'noise') {
    const { rows, targets } = sequence
    const isNoise = Array.from(rows, () => random.uniform() < NOISE)
    return {
      ...sequence,
      rows: rows.map((row, i) => (isNoise[i] ? anyRow() : row)),
      targets: targets.map((target, i) => (isNoise[i] ? 0 : target)),
    }
  }
  if (kind === 'bot') return joined(part(sequence, 0, half), robot(sequence, half, anyRow()), part(sequence, half))
  const next = part(other, middle(other))
  const later = sequence.times[half - 1] + DAY - next.times[0]
  return joined(part(sequence, 0, half), { ...next, times: next.times.map((time) => time + later) })

  function robot(before: DatasetSequence, at: number, first: number): Part {
    const count = BOT_STEPS
    const seconds = new Float32Array(count).fill(BOT_SECONDS)
    return {
      rows: Int32Array.from({ length: count }, (_, i) => 1 + ((first + i - 1) % items)),
      events: new Uint8Array(count).fill(VIEW),
      sessions: new Int32Array(count),
      gaps: seconds,
      dwells: seconds,
      times: Float64Array.from({ length: count }, (_, i) => before.times[at - 1] + DAY / 4 + i * BOT_SECONDS),
      targets: new Uint8Array(count),
    }
  }

  function joined(...parts: Part[]): DatasetSequence {
    let session = 0
    const sessions = parts.flatMap((each) => {
      const first = session + 1
      return Array.from(each.sessions, (_, i) => {
        session = i === 0 ? first : session + (each.sessions[i] === each.sessions[i - 1] ? 0 : 1)
        return session
      })
    })
    const all = <T extends keyof Part>(name: T) => parts.flatMap((each) => Array.from(each[name]))
    return {
      id: sequence.id,
      rows: Int32Array.from(all('rows')),
      events: Uint8Array.from(all('events')),
      sessions: Int32Array.from(sessions),
      gaps: Float32Array.from(all('gaps')),
      dwells: Float32Array.from(all('dwells')),
      times: Float64Array.from(all('times')),
      targets: Uint8Array.from(all('targets')),
      context: {},
    }
  }
}

type Part = Pick<DatasetSequence, 'rows' | 'events' | 'sessions' | 'gaps' | 'dwells' | 'times' | 'targets'>

function part(
  { rows, events, sessions, gaps, dwells, times, targets }: DatasetSequence,
  from: number,
  to?: number,
): Part {
  return {
    rows: rows.subarray(from, to),
    events: events.subarray(from, to),
    sessions: sessions.subarray(from, to),
    gaps: gaps.subarray(from, to),
    dwells: dwells.subarray(from, to),
    times: times.subarray(from, to),
    targets: targets.subarray(from, to),
  }
}

/** The first interaction of the session in the middle, which is never the first one. */
function middle({ rows, sessions }: DatasetSequence): number {
  let at = rows.length >> 1
  while (at > 0 && sessions[at] === sessions[at - 1]) at--
  if (at > 0) return at
  while (at < rows.length && sessions[at] === sessions[0]) at++
  return at
}
