import type { DatasetSequence } from './dataset-sequence.ts'

/**
 * A rolling origin within the train split: what began in [since, from) is learnt from, what began in [from, until)
 * is asked. Epoch seconds of a session's beginning; without a clock, numbers of sequences, which are in order of time.
 * Random folds would learn from the future. Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 5.10.
 */
export interface Fold {
  since: number
  from: number
  until: number
}

/** The train split as a fold sees it: `train` without what came later, `validation` its period's questions. */
export function foldedSequence(
  sequence: DatasetSequence,
  { since, from, until }: Fold,
  split: 'train' | 'validation',
): DatasetSequence | null {
  const { sessions } = sequence
  const count = sessions.length
  /** First interaction of the first session that did not begin before `bound`. */
  const startOf = (bound: number): number => {
    for (let i = 0; i < count; i++) {
      if ((i === 0 || sessions[i] !== sessions[i - 1]) && begin(sequence, i) >= bound) return i
    }
    return count
  }
  const origin = startOf(from)
  if (split === 'train') {
    const first = startOf(since)
    return origin - first < 2 ? null : part(sequence, first, origin)
  }
  const end = startOf(until)
  if (origin === end) return null
  const asked = part(sequence, 0, end)
  asked.targets = new Uint8Array(end).fill(1, origin)
  return asked
}

function begin({ id, times }: DatasetSequence, i: number): number {
  return Number.isNaN(times[i]) ? id : times[i]
}

function part(sequence: DatasetSequence, from: number, to: number): DatasetSequence {
  const { id, rows, events, sessions, gaps, dwells, times, targets, recommended, context } = sequence
  return {
    id,
    rows: rows.subarray(from, to),
    events: events.subarray(from, to),
    sessions: sessions.subarray(from, to),
    gaps: gaps.subarray(from, to),
    dwells: dwells.subarray(from, to),
    times: times.subarray(from, to),
    targets: targets.subarray(from, to),
    ...(recommended && { recommended: recommended.subarray(from, to) }),
    context: Object.fromEntries(Object.entries(context).map(([name, codes]) => [name, codes.subarray(from, to)])),
  }
}

/**
 * When the sessions of the train split begin, ascending, `step` apart in count: quantiles to cut folds at. Holds one
 * number a session.
 */
export async function sessionBeginnings(sequences: AsyncIterable<DatasetSequence>): Promise<Float64Array> {
  let all = new Float64Array(1024)
  let count = 0
  for await (const sequence of sequences) {
    const { sessions } = sequence
    for (let i = 0; i < sessions.length; i++) {
      if (i > 0 && sessions[i] === sessions[i - 1]) continue
      if (count === all.length) {
        const longer = new Float64Array(2 * count)
        longer.set(all)
        all = longer
      }
      all[count++] = begin(sequence, i)
    }
  }
  return all.slice(0, count).sort()
}

/**
 * `count` folds whose questions are the newest `count` × `share` of the sessions, each learning from all that is older
 * than its own.
 */
export function rollingFolds(beginnings: Float64Array, count: number, share: number): Fold[] {
  const at = (part: number) => beginnings[Math.max(0, Math.floor(part * beginnings.length))] ?? Number.MAX_VALUE
  return Array.from({ length: count }, (_, k) => ({
    // Finite: a plan is kept as JSON.
    since: -Number.MAX_VALUE,
    from: at(1 - (count - k) * share),
    until: k === count - 1 ? Number.MAX_VALUE : at(1 - (count - k - 1) * share),
  }))
}

/** The same questions, learnt from the newest `share` of the fold's sessions alone: a cheap first look. */
export function recentPart(fold: Fold, beginnings: Float64Array, share: number): Fold {
  let older = 0
  while (older < beginnings.length && beginnings[older] < fold.from) older++
  return { ...fold, since: beginnings[Math.floor(older * (1 - share))] ?? fold.since }
}
