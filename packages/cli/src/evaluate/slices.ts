import type { Dataset, DatasetItem } from '../dataset.ts'
import type { Query } from '../targets.ts'

/** One way to part the questions; the labels in the order in which they are shown. */
export interface Slicing {
  name: string
  labels: string[]
  /** Place of the question's label; −1 where it has none. */
  of(query: Query): number
}

/** Values of a context column that are shown, the most frequent ones. */
const MOST_VALUES = 6
/** Under so many interactions in train an item counts as cold: MODEL.md's bound for a row of its own. */
export const COLD = 5
const HOURS = 4

/**
 * How the questions are parted: by how long the visit has gone on, by how popular the target is, by whether visitor and
 * target are new, by the hour, and by every context column that the dataset has (the device, for one).
 */
export function slicings(dataset: Dataset, items: DatasetItem[]): Slicing[] {
  const decile = decileOf(items)
  const bounds = [1, 2, 3, 5, 10, 20]
  const lengths = bounds.map((low, i) => {
    const high = (bounds[i + 1] ?? Number.POSITIVE_INFINITY) - 1
    return high === low ? String(low) : Number.isFinite(high) ? `${low}–${high}` : `${low}+`
  })
  const known = dataset.clock
  return [
    {
      name: dataset.task === 'next-basket' ? 'items in the last basket' : 'interactions of the session so far',
      labels: lengths,
      of({ sequence, end }) {
        if (end === 0) return -1
        let from = end
        while (from > 0 && sequence.sessions[from - 1] === sequence.sessions[end - 1]) from--
        const length = dataset.task === 'next-item' && !inSession({ sequence, end }) ? 0 : end - from
        return length === 0 ? -1 : bounds.findLastIndex((low) => length >= low)
      },
    },
    {
      name: 'popularity of what came next, tenths of all interactions, most popular first',
      labels: Array.from({ length: 10 }, (_, i) => String(i + 1)),
      of: ({ targets }) => (targets[0] > 0 ? decile[targets[0]] : -1),
    },
    {
      name: 'visitor',
      labels: ['first session', 'has been here before'],
      of({ sequence, end }) {
        const current = sequence.sessions[Math.min(end, sequence.sessions.length - 1)]
        return sequence.sessions[0] === current ? 0 : 1
      },
    },
    {
      name: 'what came next',
      labels: [`cold: under ${COLD} interactions in train`, 'warm', 'seen by this visitor before'],
      of({ sequence, end, targets }) {
        const [target] = targets
        if (!(target > 0) || items[target - 1].support < COLD) return 0
        return sequence.rows.subarray(0, end).includes(target) ? 2 : 1
      },
    },
    ...(known
      ? [
          {
            name: 'hour of the day (UTC)',
            labels: Array.from({ length: 24 / HOURS }, (_, i) => `${i * HOURS}–${(i + 1) * HOURS}`),
            of({ sequence, end }: Query) {
              const time = sequence.times[Math.max(0, end - 1)]
              return Number.isFinite(time) ? Math.floor((time / 3600 / HOURS) % (24 / HOURS)) : -1
            },
          },
        ]
      : []),
    ...dataset.contextColumns.map((column) => ({
      name: column,
      labels: dataset.contextValues[column].slice(0, MOST_VALUES),
      of({ sequence, end }: Query) {
        const code = sequence.context[column]?.[Math.max(0, end - 1)] ?? 0
        return code > 0 && code <= MOST_VALUES ? code - 1 : -1
      },
    })),
  ]
}

/** Whether what comes next is of the same session as what came before. */
function inSession({ sequence, end }: { sequence: Query['sequence']; end: number }): boolean {
  return end >= sequence.sessions.length || sequence.sessions[end] === sequence.sessions[end - 1]
}

/** By item row: which tenth of all interactions it belongs to, 0 the most popular items [items + 1]. */
function decileOf(items: DatasetItem[]): Uint8Array {
  const order = items.map((_, i) => i).sort((a, b) => items[b].support - items[a].support)
  const total = items.reduce((sum, { support }) => sum + support, 0)
  const decile = new Uint8Array(items.length + 1)
  let before = 0
  for (const i of order) {
    decile[i + 1] = Math.min(9, Math.floor((10 * before) / Math.max(1, total)))
    before += items[i].support
  }
  return decile
}
