import type { ServingModel } from '@penchant/model'
import { queryMetrics } from '@penchant/model'
import type { MixConfig, Task } from '@penchant/protocol'
import { logSumExp, MIX_WEIGHTS, type MixWeight, mixParts, type NeighbourLists } from '@penchant/ranking'
import type { Scorer } from '@penchant/scorer'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'

type Fitted = Required<Omit<MixConfig, 'sharpness' | 'secondHop'>>

/** Settings tried for each part of the mix, one part after the other, twice round. */
const GRID = {
  coVisitation: [0, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3],
  coVisitationDecay: [0.4, 0.6, 0.75, 0.85, 0.95],
  memory: [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3],
  memoryDecay: [0.5, 0.7, 0.8, 0.9, 1],
  last: [0, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  habit: [0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15],
  habitDecay: [0.6, 0.8, 0.9],
  frequency: [0, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15],
  recall: [0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
} satisfies Record<keyof Fitted, number[]>

/** The search begins twice, with the memory as a share and as a count; the better end is taken. */
const BEGINNINGS: Pick<Fitted, 'memory' | 'habit'>[] = [
  { memory: 0, habit: 0 },
  { memory: 0, habit: 0.02 },
]

/** The decay that each part is computed with; the others have none. */
const DECAY_OF: Partial<Record<MixWeight, 'coVisitationDecay' | 'memoryDecay' | 'habitDecay'>> = {
  coVisitation: 'coVisitationDecay',
  memory: 'memoryDecay',
  habit: 'habitDecay',
  recall: 'habitDecay',
}

/** Items that the model alone ranks this high are kept as candidates, and so many of each part's. */
const MODEL_CANDIDATES = 60
const PART_CANDIDATES = 100

/** Tried for the scale on which the score is a logit: powers of two. */
const SHARPNESS = Array.from({ length: 14 }, (_, i) => 2 ** (i - 3))

/** One question with all that any mix needs to rank its candidates. Arrays: one entry a candidate. */
interface Case {
  /** 1: a target. */
  target: Uint8Array
  targets: number
  model: Float32Array
  /** One array a decay in the grid; one, where the part has no decay. */
  parts: Record<MixWeight, Float32Array[]>
}

/**
 * Weights of the hybrid score by coordinate search for the best mean NDCG@10 on validation.
 * @param neighbours counted on train alone, or the fit would trust them too much
 */
export async function fitMix(
  queries: Query[],
  model: ServingModel,
  scorer: Scorer,
  neighbours: NeighbourLists,
  task: Task,
): Promise<{ mix: MixConfig; ndcg: number }> {
  const cases: Case[] = []
  for await (const { query, vector } of queryVectors(queries, model)) {
    cases.push(toCase(query, scorer.score(vector), model, neighbours, task))
  }
  const found = BEGINNINGS.map((beginning) => search(cases, beginning))
  const { mix, ndcg } = found.reduce((best, each) => (each.ndcg > best.ndcg ? each : best))
  return { mix: { ...withoutUnused(mix), ...(cases.length > 0 && { sharpness: sharpnessOf(cases, mix) }) }, ndcg }
}

function search(cases: Case[], beginning: Pick<Fitted, 'memory' | 'habit'>): { mix: Fitted; ndcg: number } {
  const mix: Fitted = {
    ...{ coVisitation: 0.5, coVisitationDecay: 0.75, memoryDecay: 0.8, last: 0 },
    ...{ habitDecay: 0.9, frequency: 0, recall: 0 },
    ...beginning,
  }
  let ndcg = meanNdcg(cases, mix)
  for (let round = 0; round < 2; round++) {
    for (const name of Object.keys(GRID) as (keyof Fitted)[]) {
      for (const value of GRID[name]) {
        const found = meanNdcg(cases, { ...mix, [name]: value })
        if (found > ndcg) {
          ndcg = found
          mix[name] = value
        }
      }
    }
  }
  return { mix, ndcg }
}

/** A weight of 0 need not be named, nor the decay of nothing. */
function withoutUnused({ last, habit, habitDecay, frequency, recall, ...mix }: Fitted): MixConfig {
  return {
    ...mix,
    ...(last && { last }),
    ...(habit && { habit }),
    ...((habit || recall) && { habitDecay }),
    ...(frequency && { frequency }),
    ...(recall && { recall }),
  }
}

function toCase(query: Query, scores: Float32Array, model: ServingModel, neighbours: NeighbourLists, task: Task): Case {
  const { sequence, end, targets } = query
  const cut = (from: number) => ({
    rows: sequence.rows.subarray(from, end),
    sessions: sequence.sessions.subarray(from, end),
  })
  const [window, history] = [cut(Math.max(0, end - model.config.maxLength)), cut(0)]
  const none: MixConfig = { coVisitation: 0, coVisitationDecay: 0, memory: 0, memoryDecay: 0 }
  const maps = {} as Record<MixWeight, Map<number, number>[]>
  for (const part of MIX_WEIGHTS) {
    const decay = DECAY_OF[part]
    maps[part] = (decay ? GRID[decay] : [0]).map((value) => {
      const mix = { ...none, [part]: 1, ...(decay && { [decay]: value }) }
      return mixParts({ window, history, neighbours, mix, task })[part]
    })
  }
  const candidates = new Set<number>(bestRows(scores, MODEL_CANDIDATES))
  for (const row of maps.frequency[0].keys()) candidates.add(row)
  for (const part of ['coVisitation', 'recall'] as const) {
    for (const map of maps[part]) {
      const best = [...map].sort((a, b) => b[1] - a[1]).slice(0, PART_CANDIDATES)
      for (const [row] of best) candidates.add(row)
    }
  }
  const list = [...candidates]
  const wanted = new Set(targets)
  const scale = 1 / model.config.temperature
  const logZ = logSumExp(scores, scale)
  const columns = (part: MixWeight) => maps[part].map((map) => Float32Array.from(list, (row) => map.get(row) ?? 0))
  return {
    target: Uint8Array.from(list, (row) => (wanted.has(row) ? 1 : 0)),
    targets: targets.length,
    model: Float32Array.from(list, (row) => Math.exp(scale * scores[row - 1] - logZ)),
    parts: Object.fromEntries(MIX_WEIGHTS.map((part) => [part, columns(part)])) as Case['parts'],
  }
}

function bestRows(scores: Float32Array, count: number): number[] {
  const sorted = scores.slice().sort()
  const threshold = sorted[Math.max(0, sorted.length - count)]
  const rows: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i] >= threshold) rows.push(i + 1)
  return rows
}

function scoresOf({ model, parts }: Case, mix: Fitted): Float32Array {
  const p = model.slice()
  for (const part of MIX_WEIGHTS) {
    const weight = mix[part]
    if (weight === 0) continue
    const decay = DECAY_OF[part]
    const values = parts[part][decay ? GRID[decay].indexOf(mix[decay]) : 0]
    for (let i = 0; i < p.length; i++) p[i] += weight * values[i]
  }
  return p
}

function meanNdcg(cases: Case[], mix: Fitted): number {
  let sum = 0
  for (const each of cases) {
    const { target, targets } = each
    const p = scoresOf(each, mix)
    const ranks: number[] = []
    for (let t = 0; t < target.length; t++) {
      if (!target[t]) continue
      let rank = 0
      for (let i = 0; i < p.length; i++) if (p[i] >= p[t]) rank++
      ranks.push(rank)
    }
    while (ranks.length < targets) ranks.push(Number.POSITIVE_INFINITY)
    sum += queryMetrics(ranks)['NDCG@10']
  }
  return cases.length ? sum / cases.length : 0
}

/** The factor for which the softmax of the scores gives the targets among the candidates the greatest likelihood. */
function sharpnessOf(cases: Case[], mix: Fitted): number {
  const scores = cases.map((each) => scoresOf(each, mix))
  const losses = SHARPNESS.map((factor) =>
    cases.reduce((sum, { target }, c) => {
      const logZ = logSumExp(scores[c], factor)
      let loss = 0
      let count = 0
      for (let i = 0; i < target.length; i++) {
        if (!target[i]) continue
        loss += logZ - factor * scores[c][i]
        count++
      }
      return sum + (count ? loss / count : 0)
    }, 0),
  )
  return SHARPNESS[losses.indexOf(Math.min(...losses))]
}
