import { ITEM_EVENTS, type ItemEvent, type StoredInteraction } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import { listRanker } from '../../packages/cli/src/evaluate/list-ranker.ts'
import { readPublished } from '../../packages/cli/src/published-model.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'

/**
 * The best `count` item ids for a visitor by the code of `penchant evaluate`, which is asked for the rank of every
 * item. The sequence is made from times here, by the definition that `prepare` writes datasets by.
 */
export async function rankLikeEvaluate(
  folder: string,
  history: readonly StoredInteraction[],
  count: number,
): Promise<string[]> {
  const published = await readPublished(folder)
  await startNodeBackend('wasm')
  const { catalogue } = published
  const times = Float64Array.from(history, ({ time }) => time / 1000)
  const sessions = Int32Array.from(history, ({ session }) => session)
  const gaps = Float32Array.from(times, (time, i) => (i === 0 ? Number.NaN : time - times[i - 1]))
  const sequence = {
    id: 1,
    rows: Int32Array.from(history, ({ item }) => catalogue.row(item ?? '')),
    events: Uint8Array.from(history, ({ event }) => ITEM_EVENTS.indexOf(event as ItemEvent)),
    sessions,
    times,
    gaps,
    dwells: Float32Array.from(gaps, (_, i) =>
      sessions[i + 1] === sessions[i] ? Math.min(600, gaps[i + 1]) : Number.NaN,
    ),
    targets: new Uint8Array(history.length),
    context: {},
  }
  const everything = Array.from({ length: catalogue.size }, (_, i) => i + 1)
  const rank = listRanker(published)
  for await (const { query, vector } of queryVectors(
    [{ sequence, end: history.length, targets: everything }],
    published.model,
  )) {
    const ranks = rank(query, vector)
    return everything
      .filter((row) => ranks[row - 1] <= count)
      .sort((a, b) => ranks[a - 1] - ranks[b - 1])
      .map((row) => catalogue.item(row).id)
  }
  return []
}
