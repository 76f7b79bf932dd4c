import { expect, it } from 'vitest'
import type { History } from './history.ts'
import { mixParts } from './mix-parts.ts'
import type { NeighbourList, NeighbourLists } from './neighbour-lists.ts'
import { twoHops } from './two-hops.ts'

const ITEMS = 3000
const NEIGHBOURS = 5
const graph = {
  offsets: Uint32Array.from({ length: ITEMS + 1 }, (_, i) => NEIGHBOURS * i),
  rows: Uint32Array.from({ length: NEIGHBOURS * ITEMS }, (_, i) => 1 + ((i * 911) % ITEMS)),
  weights: Float32Array.from({ length: NEIGHBOURS * ITEMS }, (_, i) => 1 / (2 + (i % NEIGHBOURS))),
}
const mix = {
  coVisitation: 1,
  coVisitationDecay: 0.95,
  memory: 1,
  memoryDecay: 0.8,
  habit: 1,
  habitDecay: 1,
  recall: 1,
}

function parts(rows: readonly number[], neighbours: NeighbourLists) {
  const history: History = { rows, sessions: rows.map((_, i) => Math.floor(i / 10)) }
  const window: History = { rows: rows.slice(-50), sessions: rows.slice(-50).map(() => 0) }
  return mixParts({ window, history, neighbours, mix, task: 'next-item' })
}

it('recalls what goes with the 256 items that were counted most', () => {
  const itself: NeighbourLists = { unmet: [], items: ITEMS, of: (row) => ({ rows: [row], weights: [1] }) }
  const often = [1, 2, 3]
  // Each of the first three in eight sessions, then 300 once.
  const rows = Array.from({ length: 8 }, () => [...often, ...Array(7).fill(4)]).flat()
  const once = Array.from({ length: 300 }, (_, i) => 10 + i)
  const { recall, habit } = parts([...rows, ...once], itself)
  expect(recall.size).toBe(256)
  expect(habit.size).toBe(304)
  for (const [row, count] of recall) expect(Math.log1p(count)).toBeCloseTo(habit.get(row)!, 12)
  const least = Math.min(...recall.values())
  for (const [row, value] of habit) if (!recall.has(row)) expect(value).toBeLessThanOrEqual(Math.log1p(least))
})

it('keeps the lists of a long history, and answers as without them after more, less and another history', () => {
  const lists = twoHops(graph, 0.6)
  let asked: NeighbourList[] = []
  const seen: NeighbourLists = {
    items: ITEMS,
    unmet: [],
    of(row) {
      const list = lists.of(row)
      asked.push(list)
      return list
    },
  }
  const different = Array.from({ length: 2000 }, (_, i) => 1 + ((i * 7) % ITEMS))
  // What was there twice is recalled, and the window holds other items.
  const long = [...different.slice(0, 300), ...different]
  const check = (rows: readonly number[]) => expect(parts(rows, seen)).toEqual(parts(rows, twoHops(graph, 0.6)))
  check(long)
  const first = new Set(asked)
  asked = []
  check(long)
  expect(asked.filter((list) => !first.has(list))).toEqual([])
  check([...long, 2, 2999])
  check(long.filter((row) => row % 3 > 0))
  check(long.map((row) => 1 + (row % 700)))
})
