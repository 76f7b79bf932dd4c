import { isItemEvent, type Recommendation, type RecommendationSource, type StoredInteraction } from '@penchant/protocol'
import { hybrid, mostPopular } from '@penchant/ranking'
import type { CheckedRequest } from './check-request.ts'
import { modelReasons, type RowReason, shareReasons } from './reasons.ts'
import type { Encoded, Serving } from './serving.ts'
import { visitorSequence } from './visitor-sequence.ts'

export interface Answer {
  items: Recommendation[]
  source: RecommendationSource
  /** Milliseconds; `null` for a part that was not needed. */
  encodeTime: number | null
  scoreTime: number | null
}

const answer = (source: RecommendationSource, items: Recommendation[]): Answer => ({
  source,
  items,
  encodeTime: null,
  scoreTime: null,
})

/** The whole serving pipeline: history → sequence → query → scores → mix → without what is excluded → reasons. */
export async function recommend(
  request: CheckedRequest,
  serving: Serving | null,
  history: readonly StoredInteraction[],
): Promise<Answer> {
  if (request.kind === 'recently-viewed') return recentlyViewed(request, serving, history)
  if (!serving) return answer('shop-order', [])
  switch (request.kind) {
    case 'popular':
      return popular(request, serving)
    case 'similar':
      return similar(request, serving) ?? boughtTogether(request, serving) ?? popular(request, serving)
    case 'bought-together':
      return boughtTogether(request, serving) ?? similar(request, serving) ?? popular(request, serving)
    case 'for-you':
      return forYou(request, serving, history)
  }
}

async function forYou(
  request: CheckedRequest,
  serving: Serving,
  history: readonly StoredInteraction[],
): Promise<Answer> {
  const { catalogue, manifest, neighbours, table, encoder } = serving
  const sequence = visitorSequence(history, catalogue)
  if (sequence.rows.length === 0) return popular(request, serving)
  const exclude = excludedRows(request, serving)
  for (const row of unwantedRows(history, serving)) exclude.add(row)

  const started = performance.now()
  let encoded: Encoded | null = null
  try {
    if (table && encoder) encoded = await encoder.encode(sequence)
  } catch {
    // The encoder sees to its backend itself; this answer comes from what needs none.
  }
  const encodedAt = performance.now()
  // Without the encoder, popularity takes the place of the model's probability in the same mixture.
  const model =
    table && encoded
      ? { scores: table.scorer.score(encoded.query), temperature: manifest.config.temperature, mix: manifest.mix }
      : {
          scores: serving.popularity.map((share) => Math.log(Math.max(share, 1e-12))),
          temperature: 1,
          mix: { ...manifest.mix, coVisitation: manifest.mix.coVisitation || 1 },
        }
  const from = Math.max(0, sequence.rows.length - manifest.config.maxLength)
  const window = { rows: sequence.rows.subarray(from), sessions: sequence.sessions.subarray(from) }
  const list = hybrid({ ...model, window, history: sequence, neighbours, task: manifest.task, exclude }, request.count)

  const itemOf = (row: number) => catalogue.item(row).id
  const items = Array.from(list.rows, (row, i) => {
    const ofModel: RowReason[] =
      table && encoded ? modelReasons(row, sequence, encoded, table.rows) : [{ kind: 'popular', weight: 1 }]
    const reasons = shareReasons(
      [
        { part: list.model[i], reasons: ofModel },
        { part: list.coVisitation[i], reasons: [{ kind: 'co-visitation', row: list.because.get(row), weight: 1 }] },
        { part: list.memory[i], reasons: [{ kind: 'history', row, weight: 1 }] },
      ],
      itemOf,
    )
    return { item: catalogue.item(row), score: list.scores[i], reasons }
  })
  return {
    items,
    source: encoded ? 'model' : 'co-visitation',
    encodeTime: encoded ? encodedAt - started : null,
    scoreTime: performance.now() - encodedAt,
  }
}

/** Near the seed in the model's item space; `null` where that is not known. */
function similar(request: CheckedRequest, serving: Serving): Answer | null {
  const { catalogue, table, manifest } = serving
  const seed = catalogue.row(request.seed)
  if (!seed || !table) return null
  const { data, scales } = table.rows
  const d = manifest.config.dimension
  const query = Float32Array.from({ length: d }, (_, i) => data[(seed - 1) * d + i] * scales[seed - 1])
  const started = performance.now()
  const top = table.scorer.top(query, request.count, excludedRows(request, serving).add(seed))
  const items = Array.from(top.rows, (row, i) => ({
    item: catalogue.item(row),
    score: top.scores[i],
    reasons: [{ kind: 'interaction' as const, item: request.seed, weight: 1 }],
  }))
  return { ...answer('model', items), scoreTime: performance.now() - started }
}

/** What is visited with the seed; `null` where nothing is known to be. */
function boughtTogether(request: CheckedRequest, { catalogue, neighbours, ...serving }: Serving): Answer | null {
  const seed = catalogue.row(request.seed)
  if (!seed) return null
  const exclude = excludedRows(request, { catalogue, ...serving }).add(seed)
  const items: Recommendation[] = []
  for (let i = neighbours.offsets[seed - 1]; i < neighbours.offsets[seed] && items.length < request.count; i++) {
    const row = neighbours.rows[i]
    if (exclude.has(row)) continue
    const reasons = [{ kind: 'co-visitation' as const, item: request.seed, weight: 1 }]
    items.push({ item: catalogue.item(row), score: neighbours.weights[i], reasons })
  }
  return items.length > 0 ? answer('co-visitation', items) : null
}

function popular(request: CheckedRequest, serving: Serving): Answer {
  const rows = mostPopular(serving.popularity, request.count, excludedRows(request, serving))
  const items = Array.from(rows, (row) => ({
    item: serving.catalogue.item(row),
    score: serving.popularity[row - 1],
    reasons: [{ kind: 'popular' as const, weight: 1 }],
  }))
  return answer('popularity', items)
}

/** Works without a model, too: then a card knows the id alone. */
function recentlyViewed(
  request: CheckedRequest,
  serving: Serving | null,
  history: readonly StoredInteraction[],
): Answer {
  const seen = new Set([...request.exclude, request.seed])
  const items: Recommendation[] = []
  for (let i = history.length - 1; i >= 0 && items.length < request.count; i--) {
    const { item: id, event } = history[i]
    if (id === undefined || !isItemEvent(event) || seen.has(id)) continue
    seen.add(id)
    const row = serving?.catalogue.row(id)
    const reasons = [{ kind: 'history' as const, item: id, weight: 1 }]
    items.push({ item: row ? serving!.catalogue.item(row) : { id }, score: history[i].id, reasons })
  }
  return answer('history', items)
}

function excludedRows(request: CheckedRequest, { catalogue }: Pick<Serving, 'catalogue'>): Set<number> {
  return new Set(request.exclude.map((id) => catalogue.row(id)))
}

/** Items that the visitor's last word on was that they are not wanted. */
function unwantedRows(history: readonly StoredInteraction[], { catalogue }: Serving): number[] {
  const last = new Map<string, boolean>()
  for (const { item, event } of history) {
    if (item === undefined) continue
    if (event === 'dislike_item' || event === 'not_interested') last.set(item, true)
    else if (event === 'like_item' || event === 'purchase' || event === 'add_to_cart') last.delete(item)
  }
  return Array.from(last.keys(), catalogue.row)
}
