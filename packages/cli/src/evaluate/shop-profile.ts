import { type Dataset, type DatasetItem, readSequences } from '../dataset.ts'
import { COLD } from './slices.ts'

/** What of a shop's data decides which approach fits. Shares: 0 to 1. */
export interface ShopProfile {
  visitors: number
  items: number
  interactions: number
  /** Interactions of the visitor in the middle. */
  medianInteractions: number
  /** Share of visitors with one session alone. */
  once: number
  /** Interactions of the session in the middle. */
  medianSession: number
  /** Share of the visitor × item matrix that holds anything. */
  density: number
  /** Share of interactions with an item that the visitor had touched in an earlier session. */
  repeats: number
  /** Share of interactions with the most popular hundredth of the items. */
  head: number
  /** Share of all items with fewer than five interactions in train. */
  coldItems: number
  /** Share of items that the catalogue has words for. */
  described: number
}

/** Read from the train split. */
export async function shopProfile(dataset: Dataset, items: DatasetItem[], texts: string[]): Promise<ShopProfile> {
  const perVisitor: number[] = []
  const perSession: number[] = []
  let interactions = 0
  let pairs = 0
  let repeats = 0
  let once = 0
  for await (const { rows, sessions } of readSequences(dataset, 'train')) {
    perVisitor.push(rows.length)
    interactions += rows.length
    const before = new Set<number>()
    let current = new Set<number>()
    let first = 0
    for (let i = 0; i < rows.length; i++) {
      if (i > 0 && sessions[i] !== sessions[i - 1]) {
        perSession.push(i - first)
        for (const row of current) before.add(row)
        current = new Set()
        first = i
      }
      if (before.has(rows[i])) repeats++
      current.add(rows[i])
    }
    perSession.push(rows.length - first)
    if (first === 0) once++
    for (const row of current) before.add(row)
    pairs += before.size
  }
  const supports = items.map(({ support }) => support).sort((a, b) => b - a)
  const sum = (list: number[]) => list.reduce((total, each) => total + each, 0)
  const visitors = perVisitor.length
  return {
    visitors,
    items: items.length,
    interactions,
    medianInteractions: median(perVisitor),
    once: once / Math.max(1, visitors),
    medianSession: median(perSession),
    density: pairs / Math.max(1, visitors * items.length),
    repeats: repeats / Math.max(1, interactions),
    head: sum(supports.slice(0, Math.ceil(items.length / 100))) / Math.max(1, sum(supports)),
    coldItems: supports.filter((support) => support < COLD).length / items.length,
    described: texts.filter((text) => text !== '').length / items.length,
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
