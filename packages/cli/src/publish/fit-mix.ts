import type { ServingModel } from '@penchant/model'
import { queryMetrics } from '@penchant/model'
import type { MixConfig, Task } from '@penchant/protocol'
import { coVisitationScores, logSumExp, type Neighbours, personalMemory } from '@penchant/ranking'
import type { Scorer } from '@penchant/scorer'
import { queryVectors } from '../query-vectors.ts'
import type { Query } from '../targets.ts'

/** Settings tried for each part of the mix, one part after the other, twice round. */
const GRID = {
  coVisitation: [0, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3],
  coVisitationDecay: [0.4, 0.6, 0.75, 0.85, 0.95],
  memory: [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3],
  memoryDecay: [0.5, 0.7, 0.8, 0.9, 1],
} satisfies Record<keyof MixConfig, number[]>

/** Items that the model alone ranks this high are kept as candidates. */
const MODEL_CANDIDATES = 60

/** One question with all that any mix needs to rank its candidates. Arrays: one entry a candidate. */
interface Case {
  /** 1: a target. */
  target: Uint8Array
  targets: number
  model: Float32Array
  /** One array a decay in the grid. */
  coVisitation: Float32Array[]
  memory: Float32Array[]
}

/**
 * Weights of the hybrid score by coordinate search for the best mean NDCG@10 on validation.
 * @param neighbours counted on train alone, or the fit would trust them too much
 */
export async function fitMix(
  queries: Query[],
  model: ServingModel,
  scorer: Scorer,
  neighbours: Neighbours,
  task: Task,
): Promise<{ mix: MixConfig; ndcg: number }> {
  const cases: Case[] = []
  for await (const { query, vector } of queryVectors(queries, model)) {
    cases.push(toCase(query, scorer.score(vector), model, neighbours, task))
  }
  const mix: MixConfig = { coVisitation: 0.5, coVisitationDecay: 0.75, memory: 0, memoryDecay: 0.8 }
  let ndcg = meanNdcg(cases, mix)
  for (let round = 0; round < 2; round++) {
    for (const name of Object.keys(GRID) as (keyof MixConfig)[]) {
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

function toCase(query: Query, scores: Float32Array, model: ServingModel, neighbours: Neighbours, task: Task): Case {
  const { sequence, end, targets } = query
  const from = Math.max(0, end - model.config.maxLength)
  const rows = sequence.rows.subarray(from, end)
  const sessions = task === 'next-basket' ? sequence.sessions.subarray(from, end) : undefined
  const visited = GRID.coVisitationDecay.map((decay) => coVisitationScores(neighbours, rows, decay, sessions).scores)
  const remembered = GRID.memoryDecay.map((decay) =>
    personalMemory(sequence.rows.subarray(0, end), sequence.sessions.subarray(0, end), decay),
  )
  const candidates = new Set<number>(bestRows(scores, MODEL_CANDIDATES))
  for (const map of [visited[visited.length - 1], remembered[0]]) for (const row of map.keys()) candidates.add(row)
  const list = [...candidates]
  const wanted = new Set(targets)
  const scale = 1 / model.config.temperature
  const logZ = logSumExp(scores, scale)
  const column = (map: Map<number, number>) => Float32Array.from(list, (row) => map.get(row) ?? 0)
  return {
    target: Uint8Array.from(list, (row) => (wanted.has(row) ? 1 : 0)),
    targets: targets.length,
    model: Float32Array.from(list, (row) => Math.exp(scale * scores[row - 1] - logZ)),
    coVisitation: visited.map(column),
    memory: remembered.map(column),
  }
}

function bestRows(scores: Float32Array, count: number): number[] {
  const sorted = scores.slice().sort()
  const threshold = sorted[Math.max(0, sorted.length - count)]
  const rows: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i] >= threshold) rows.push(i + 1)
  return rows
}

function meanNdcg(cases: Case[], mix: MixConfig): number {
  let sum = 0
  for (const { target, targets, model, coVisitation, memory } of cases) {
    const visited = coVisitation[GRID.coVisitationDecay.indexOf(mix.coVisitationDecay)]
    const remembered = memory[GRID.memoryDecay.indexOf(mix.memoryDecay)]
    const p = model.map((value, i) => value + mix.coVisitation * visited[i] + mix.memory * remembered[i])
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
