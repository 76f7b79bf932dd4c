/**
 * npm run bench:cold -- --data DIR [--epochs E] [--seed S] [--withhold .1]: what the item tower knows of items that nobody has
 * looked at. A tenth of the items are held out of training entirely; the test split's questions are asked twice, by those of
 * them whose target is cold and by the others, over the full catalogue. Beside it, on the same questions: the cosine of TF-IDF
 * rows to the last item, popularity within the last item's category (a cold item's is the mean of its category), and random
 * order; the tower's model with co-visitation, as a visitor has it; and the same model without a tower. Then, of a visitor who
 * looked at such an item last, what is known that comes next: with the tower's row for it, with the provisional row that a
 * browser makes of its words, and as if it had not been looked at. DIR is a folder of `penchant prepare`.
 */
import { parseArgs } from 'node:util'
import {
  createRandom,
  DEFAULT_CONFIG,
  DEFAULT_TRAINING,
  type Int8Table,
  meanMetrics,
  pathKey,
  pessimisticRank,
  provisionalRow,
  type ServingModel,
  servingModel,
  titleBuckets,
} from '@penchant/model'
import { ContentIndex, hybrid, itemText, twoHops } from '@penchant/ranking'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import { countNeighbours } from '../../packages/cli/src/count-neighbours.ts'
import { type DatasetItem, openDataset, readItems, readSequences } from '../../packages/cli/src/dataset.ts'
import { withoutRows } from '../../packages/cli/src/dataset-without.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { trainEpochs } from '../../packages/cli/src/pretrain/train-epochs.ts'
import { createTrainer } from '../../packages/cli/src/pretrain/trainer.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { type Query, queriesOfAll } from '../../packages/cli/src/targets.ts'
import { fitTower } from '../../packages/cli/src/tower/fit-tower.ts'
import { itemTable } from '../../packages/cli/src/tower/item-table.ts'
import { unitTable } from '../../packages/cli/src/unit-table.ts'

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    epochs: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    withhold: { type: 'string', default: '0.1' },
    split: { type: 'string', default: 'test' },
    questions: { type: 'string', default: '20000' },
    'id-bound': { type: 'string', default: String(DEFAULT_TRAINING.idBound) },
    'id-dropout': { type: 'string', default: String(DEFAULT_TRAINING.idDropout) },
  },
})
if (!flags.data) throw new Error('bench:cold needs --data DIR, a folder written by penchant prepare')
const seed = Number(flags.seed)
const silent = { ...createOutput(), line() {}, progress: () => ({ update() {}, stop() {} }) }

const prepared = await openDataset(flags.data)
const items = await readItems(prepared)
const order = createRandom(seed).shuffle(items.map((_, i) => i + 1))
const cold = new Set(order.slice(0, Math.round(Number(flags.withhold) * items.length)))
const dataset = { ...prepared, withheld: cold }
await startNodeBackend('wasm')

const all = await sample(
  queriesOfAll(readSequences(dataset, flags.split as 'test'), dataset.task),
  Number(flags.questions),
  1,
)
const part = (wanted: boolean) =>
  all.flatMap((query) => {
    const targets = query.targets.filter((row) => cold.has(row) === wanted)
    return targets.length > 0 ? [{ ...query, targets }] : []
  })
const coldQueries = part(true)
const warmQueries = part(false)

/**
 * What a model knows of cold items. `all`: rows of the tower, for what was looked at as for what is ranked. The others rank
 * known items alone, and see of the cold ones that were looked at: `tower` rows, rows of their `words`, or `nothing`.
 */
type Seen = 'all' | 'tower' | 'words' | 'nothing'

/** 1-based ranks of each question's targets, in the questions' order. */
type Ranks = number[][]

const neighbours = twoHops((await countNeighbours(dataset, ['train'])).neighbours, 0.6)
/** Where the search for a mix begins, `fit-mix.ts`. */
const MIX = { coVisitation: 0.5, coVisitationDecay: 0.75, memory: 0, memoryDecay: 0.8 }

async function train(tower: 'on' | 'off') {
  const training = {
    ...DEFAULT_TRAINING,
    tower,
    seed,
    epochs: Number(flags.epochs),
    idBound: Number(flags['id-bound']),
    idDropout: Number(flags['id-dropout']),
  }
  const built = fitTower(dataset, items, DEFAULT_CONFIG, training)
  const state = createTrainer(items.length, DEFAULT_CONFIG, training, built)
  const run = { dataset, config: DEFAULT_CONFIG, training, state, limit: Number.POSITIVE_INFINITY, output: silent }
  for await (const { loss } of trainEpochs({ ...run, goesOn: () => state.epoch < training.epochs })) {
    console.error(`tower ${tower}, epoch ${state.epoch}: loss ${loss.toFixed(3)}`)
  }
  const support = items.map((item, i) => (cold.has(i + 1) ? 0 : item.support))
  const rows = unitTable(itemTable(state.table, built, support), DEFAULT_CONFIG.dimension)
  // Without a tower an item of no interactions has no row at all.
  if (!built) for (const row of cold) rows.fill(0, (row - 1) * DEFAULT_CONFIG.dimension, row * DEFAULT_CONFIG.dimension)
  const table = quantizeTable(rows, DEFAULT_CONFIG.dimension)
  const model = servingModel(DEFAULT_CONFIG, state.weights, table)
  const scorer = createScorer(table)
  const rowsOf = { ...model, copyRow: provisional(table, model.copyRow) }
  /** Ranks among the best twenty of encoder and co-visitation together. */
  async function together(queries: Query[]): Promise<Ranks> {
    const places = new Map(queries.map((query, i) => [query, i]))
    const ranks: Ranks = []
    for await (const { query, vector } of queryVectors([...queries], model)) {
      const { sequence, end } = query
      const window = cut(sequence, Math.max(0, end - DEFAULT_CONFIG.maxLength), end)
      const { temperature } = DEFAULT_CONFIG
      const input = { scores: scorer.score(vector), temperature, window, history: window, neighbours, mix: MIX }
      const list = [...hybrid({ ...input, task: dataset.task }, 20).rows]
      ranks[places.get(query)!] = query.targets.map((row) => list.indexOf(row) + 1 || Number.POSITIVE_INFINITY)
    }
    return ranks
  }
  const encoderAlone = async (queries: Query[], seen: Seen = built ? 'all' : 'nothing'): Promise<Ranks> => {
    const places = new Map(queries.map((query, i) => [query, i]))
    const ranks: Ranks = queries.map(({ targets }) => targets.map(() => Number.POSITIVE_INFINITY))
    const asked = seen === 'nothing' ? queries.flatMap((query) => withoutCold(query, places)) : queries
    for await (const { query, vector } of queryVectors(asked, seen === 'words' ? rowsOf : model)) {
      const scores = scorer.score(vector)
      if (seen !== 'all') for (const row of cold) scores[row - 1] = Number.NEGATIVE_INFINITY
      ranks[places.get(query)!] = query.targets.map((row) => pessimisticRank(scores, row))
    }
    return ranks
  }
  return Object.assign(encoderAlone, { together })
}

function cut({ rows, sessions }: Query['sequence'], from: number, to: number) {
  return { rows: rows.subarray(from, to), sessions: sessions.subarray(from, to) }
}

/** Rows of cold items as a browser makes them that knows the others alone; no row where nothing is like it. */
function provisional(table: Int8Table, copyRow: ServingModel['copyRow']): ServingModel['copyRow'] {
  const index = new ContentIndex(
    items.map((item, i) => (cold.has(i + 1) ? '' : itemText(item))),
    { trigrams: false },
  )
  const made = new Map<number, Float32Array>()
  for (const row of cold) {
    const vector = provisionalRow(index.similarToText(itemText(items[row - 1])), table)
    made.set(row, vector ?? new Float32Array(table.dimension))
  }
  return (row, into, at) => (made.has(row) ? into.set(made.get(row)!, at) : copyRow(row, into, at))
}

/** The question as a model without rows for cold items reads it; none where nothing of its history is left. */
function withoutCold(query: Query, places: Map<Query, number>): Query[] {
  const { sequence, end } = query
  const history = { ...sequence }
  for (const name of ['rows', 'events', 'sessions', 'gaps', 'dwells', 'times', 'targets'] as const) {
    Object.assign(history, { [name]: sequence[name].subarray(0, end) })
  }
  history.context = {}
  const kept = withoutRows(history, cold)
  if (!kept) return []
  const asked = { sequence: kept, end: kept.rows.length, targets: query.targets }
  places.set(asked, places.get(query)!)
  return [asked]
}

function byScores(score: (last: number) => ArrayLike<number>) {
  return (queries: Query[]): Ranks =>
    queries.map(({ sequence, end, targets }) => {
      const scores = score(sequence.rows[end - 1])
      return targets.map((row) => pessimisticRank(scores, row))
    })
}

/** Unhashed would be the same up to collisions: 2^18 buckets for a few thousand different tokens. */
function tfIdf(list: readonly DatasetItem[]) {
  const rows = list.map((item) => titleBuckets([item.title, item.brand, ...(item.category ?? [])].join(' '), 1 << 18))
  const documents = new Map<number, number>()
  for (const row of rows) for (const bucket of row.keys()) documents.set(bucket, (documents.get(bucket) ?? 0) + 1)
  const index = new Map<number, [item: number, weight: number][]>()
  const unit = rows.map((row, i) => {
    const weights = [...row].map(
      ([bucket, count]) =>
        [bucket, (1 + Math.log(count)) * Math.log(1 + list.length / documents.get(bucket)!)] as const,
    )
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1
    for (const [bucket, weight] of weights) {
      if (!index.has(bucket)) index.set(bucket, [])
      index.get(bucket)!.push([i, weight / length])
    }
    return weights.map(([bucket, weight]) => [bucket, weight / length] as const)
  })
  return (last: number) => {
    const scores = new Float32Array(list.length)
    for (const [bucket, weight] of unit[last - 1]) {
      for (const [item, other] of index.get(bucket)!) scores[item] += weight * other
    }
    return scores
  }
}

async function categoryPopularity(list: readonly DatasetItem[]) {
  const counts = new Float64Array(list.length)
  for await (const { rows } of readSequences(dataset, 'train')) for (const row of rows) counts[row - 1]++
  const keys = list.map(({ category = [] }) => pathKey(category))
  const sums = new Map<string, [sum: number, items: number]>()
  keys.forEach((key, i) => {
    if (cold.has(i + 1)) return
    const [sum, n] = sums.get(key) ?? [0, 0]
    sums.set(key, [sum + counts[i], n + 1])
  })
  const random = createRandom(seed)
  // Cold items of a category are equal: chance decides among them, not the order of rows.
  const own = keys.map((key, i) => {
    const [sum, n] = sums.get(key) ?? [0, 1]
    return (cold.has(i + 1) ? sum / n : counts[i]) + 1e-3 * random.uniform()
  })
  return (last: number) => own.map((value, i) => (keys[i] === keys[last - 1] ? 1e6 : 0) + value)
}

const random = createRandom(seed)
const withTower = await train('on')
const withoutTower = await train('off')
/** A known item came after one that nobody knew. */
const afterCold = warmQueries.filter(({ sequence, end }) => cold.has(sequence.rows[end - 1]))
const methods: [string, (queries: Query[]) => Ranks | Promise<Ranks>][] = [
  ['tower', withTower],
  ['tower and co-visitation', withTower.together],
  ['no tower', withoutTower],
  ['TF-IDF, last item', byScores(tfIdf(items))],
  ['category popularity', byScores(await categoryPopularity(items))],
  ['random', (queries) => queries.map(({ targets }) => targets.map(() => 1 + random.below(items.length)))],
]
const seenLast: typeof methods = [
  ['row of its words', (queries) => withTower(queries, 'words')],
  ['row of the tower', (queries) => withTower(queries, 'tower')],
  ['left out', (queries) => withTower(queries, 'nothing')],
]
console.log(
  `${dataset.name}: ${items.length} items, ${cold.size} held out; in percent, 95 % interval of the difference to the first`,
)
for (const [name, queries, asked] of [
  ['cold targets', coldQueries, methods],
  ['warm targets', warmQueries, methods],
  ['warm, after a cold item', afterCold, seenLast],
] as const) {
  console.log(
    `\n${name}, ${queries.length} questions`.padEnd(28) + ['HR@20', 'NDCG@10'].map((text) => text.padStart(9)).join(''),
  )
  let first: Tally | undefined
  for (const [method, ask] of asked) {
    const ranks = await ask(queries)
    const tally = new Tally(method)
    queries.forEach(({ sequence }, i) => {
      tally.add(sequence.id, ranks[i])
    })
    const mean = meanMetrics(ranks)
    const cells = [mean['P@20'], mean['NDCG@10']].map((value) => (100 * value).toFixed(2).padStart(9)).join('')
    const [low, high] = first ? first.difference(tally, 1000, 1) : [0, 0]
    console.log(method.padEnd(27) + cells + (first ? `   NDCG@10 ${low.toFixed(2)} to ${high.toFixed(2)}` : ''))
    first ??= tally
  }
}
