import type { TrainingSequence } from './baseline.ts'

/**
 * Which items each session holds and which sessions hold each item, both in compressed rows, each pair once. Sessions
 * are numbered by age: the highest number is the newest.
 */
export interface SessionIndex {
  /** Sessions in all. */
  count: number
  /** Item rows (1-based) of session s: entries `itemOffsets[s]` to `itemOffsets[s + 1]`. */
  itemOffsets: Uint32Array
  items: Uint32Array
  /** Sessions of item row r, oldest first: entries `sessionOffsets[r]` to `sessionOffsets[r + 1]`. */
  sessionOffsets: Uint32Array
  sessions: Uint32Array
}

/** Bytes of an index, without what only the newest sessions or only one direction would need. */
export function indexBytes({ itemOffsets, items, sessionOffsets, sessions }: SessionIndex): number {
  return itemOffsets.byteLength + items.byteLength + sessionOffsets.byteLength + sessions.byteLength
}

/** 12 bytes an interaction while it reads. @param items rows of the vocabulary, without padding */
export async function indexSessions(sequences: AsyncIterable<TrainingSequence>, items: number): Promise<SessionIndex> {
  const offsets: number[] = [0]
  const ends: number[] = []
  let rows = new Uint32Array(1 << 16)
  let length = 0
  for await (const { rows: from, sessions, times, targets } of sequences) {
    const held = new Set<number>()
    for (let i = 0; i < from.length; i++) {
      const row = from[i]
      if (!(row >= 0 && row <= items))
        throw new RangeError(`item row ${row} is not in the vocabulary of ${items} items`)
      if (row !== 0 && targets?.[i] !== 0) held.add(row)
      if (i + 1 < from.length && sessions[i + 1] === sessions[i]) continue
      if (held.size === 0) continue
      if (length + held.size > rows.length) {
        const larger = new Uint32Array(2 * rows.length + held.size)
        larger.set(rows)
        rows = larger
      }
      for (const each of held) rows[length++] = each
      offsets.push(length)
      ends.push(times?.[i] ?? Number.NaN)
      held.clear()
    }
  }
  return build(offsets, ends, rows, items)
}

/** @param offsets where in `rows` each session begins, in order of arrival; `ends` their times */
function build(offsets: number[], ends: number[], rows: Uint32Array, items: number): SessionIndex {
  const count = ends.length
  // The sort is stable: without a clock, and at equal times, sessions stay in the order in which they came.
  const oldestFirst = Uint32Array.from(ends.keys())
  if (ends.every(Number.isFinite)) oldestFirst.sort((a, b) => ends[a] - ends[b] || a - b)

  const total = offsets[count]
  const index: SessionIndex = {
    count,
    itemOffsets: new Uint32Array(count + 1),
    items: new Uint32Array(total),
    sessionOffsets: new Uint32Array(items + 2),
    sessions: new Uint32Array(total),
  }
  for (let i = 0; i < total; i++) index.sessionOffsets[rows[i] + 1]++
  for (let row = 0; row <= items; row++) index.sessionOffsets[row + 1] += index.sessionOffsets[row]
  const next = index.sessionOffsets.slice()
  let at = 0
  for (let session = 0; session < count; session++) {
    const from = offsets[oldestFirst[session]]
    const to = offsets[oldestFirst[session] + 1]
    for (let i = from; i < to; i++) {
      index.items[at++] = rows[i]
      index.sessions[next[rows[i]]++] = session
    }
    index.itemOffsets[session + 1] = at
  }
  return index
}
