/**
 * npm run bench:diversity: what diversity costs. Lists of ten by λ · relevance − (1 − λ) · likeness (MMR, as `recommend` with
 * `diversity` = 1 − λ has it): NDCG@10 against the mean distance of two items of a list, 1 − cosine of their rows, and the
 * number of categories. The largest diversity within 2 % of NDCG@10 is chosen on the validation split and looked at on
 * the test split. On the demo's model and the simulated shop that it was made from, or with `--data DIR --published DIR` on any
 * prepared data and a model of it.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diversify, hybrid } from '@penchant/ranking'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readSequences } from '../../packages/cli/src/dataset.ts'
import { createOutput } from '../../packages/cli/src/output.ts'
import { eventNames } from '../../packages/cli/src/prepare/event-names.ts'
import { prepareDataset } from '../../packages/cli/src/prepare/prepare-dataset.ts'
import { readPublished } from '../../packages/cli/src/published-model.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { writeShop } from '../../packages/cli/src/simulate/write-shop.ts'
import { type Query, queriesOfAll } from '../../packages/cli/src/targets.ts'
import { DEMO_MODEL } from './bench-browser.ts'
import { printRow } from './print-row.ts'

const LAMBDAS = [1, 0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5]
const COUNT = 10
/** What `recommend` chooses among for a list of ten. */
const POOL = 50
const QUESTIONS = 3000
/** Share of NDCG@10 that the default may cost. */
const COST = 0.02

const { values } = parseArgs({ options: { data: { type: 'string' }, published: { type: 'string' } } })
const folder = await mkdtemp(join(tmpdir(), 'penchant-diversity-'))
const published = await readPublished(values.published ?? DEMO_MODEL)
const dataset = await openDataset(values.data ?? (await simulated()))
if (dataset.counts.items !== published.manifest.items) {
  throw new Error(`the data have ${dataset.counts.items} items and the model ${published.manifest.items}: give both`)
}
await startNodeBackend('wasm')
const { data, scales, dimension } = published.table
const { maxLength, temperature } = published.manifest.config

/** The simulated shop behind the demo's model, prepared as that was. */
async function simulated(): Promise<string> {
  const [shop, out] = [join(folder, 'shop'), join(folder, 'data')]
  await mkdir(shop)
  const options = {
    seed: 1,
    items: 2000,
    visitors: 6000,
    days: 120,
    from: '2025-03-03',
    bots: 0.03,
    format: 'csv',
  } as const
  await writeShop(shop, options, () => {})
  await prepareDataset(
    {
      out,
      input: {
        events: [join(shop, 'events.csv.gz')],
        map: new Map(),
        names: eventNames([]),
        baskets: false,
        sessionGapMinutes: 30,
        split: { validationShare: 0.1, testShare: 0.1 },
        heldOutVisitors: 0.05,
        // The demo's model was made of all of them.
        audit: false,
      },
      exclusions: { ids: new Set(), title: null },
      minSupport: 5,
      minLength: 2,
      maxRejected: 0.01,
      memoryLimit: '1GB',
      seed: 1,
      synthetic: true,
      consentBasis: 'invented',
    },
    createOutput({ json: true }),
  )
  return out
}

function likeness(a: number, b: number): number {
  let dot = 0
  for (let i = 0, p = (a - 1) * dimension, q = (b - 1) * dimension; i < dimension; i++, p++, q++)
    dot += data[p] * data[q]
  return dot * scales[a - 1] * scales[b - 1]
}

interface Point {
  ndcg: number
  distance: number
  categories: number
}

async function curve(split: 'validation' | 'test'): Promise<Point[]> {
  const questions = await sample(queriesOfAll(readSequences(dataset, split), dataset.task), QUESTIONS, 1)
  const points = LAMBDAS.map((): Point => ({ ndcg: 0, distance: 0, categories: 0 }))
  for await (const { query, vector } of queryVectors(questions, published.model)) {
    const list = ranked(query, vector)
    for (const [i, lambda] of LAMBDAS.entries()) {
      const rows = diversify(list, COUNT, 1 - lambda, likeness)
      points[i].ndcg += ndcgOf(rows, query.targets) / questions.length
      points[i].distance += distanceOf(rows) / questions.length
      points[i].categories += new Set(rows.map((row) => published.catalogue.category(row))).size / questions.length
    }
  }
  return points
}

function ranked({ sequence, end }: Query, vector: Float32Array): number[] {
  const cut = (from: number) => ({
    rows: sequence.rows.subarray(from, end),
    sessions: sequence.sessions.subarray(from, end),
  })
  const { mix, task } = published.manifest
  const list = hybrid(
    {
      scores: published.scorer.score(vector),
      temperature,
      window: cut(Math.max(0, end - maxLength)),
      history: cut(0),
      neighbours: published.neighbours,
      mix,
      task,
    },
    POOL,
  )
  return [...list.rows]
}

function ndcgOf(rows: number[], targets: number[]): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 1)
  const best = targets.slice(0, COUNT).reduce((sum, _, i) => sum + gain(i + 1), 0)
  return rows.reduce((sum, row, i) => sum + (targets.includes(row) ? gain(i + 1) : 0), 0) / best
}

function distanceOf(rows: number[]): number {
  let sum = 0
  let pairs = 0
  for (const [i, a] of rows.entries()) {
    for (const b of rows.slice(0, i)) {
      sum += 1 - likeness(a, b)
      pairs++
    }
  }
  return pairs > 0 ? sum / pairs : 0
}

console.log(`${dataset.name}: up to ${QUESTIONS} questions of each split, lists of ${COUNT} from the ${POOL} best`)
for (const split of ['validation', 'test'] as const) {
  const points = await curve(split)
  console.log(`\n${split}`)
  printRow(['λ', 'NDCG@10 %', 'of λ = 1, %', 'distance', 'categories'])
  for (const [i, { ndcg, distance, categories }] of points.entries()) {
    const share = (100 * ndcg) / points[0].ndcg
    printRow([
      String(LAMBDAS[i]),
      (100 * ndcg).toFixed(2),
      share.toFixed(1),
      distance.toFixed(3),
      categories.toFixed(2),
    ])
  }
  if (split === 'test') break
  const chosen = LAMBDAS.filter((_, i) => points[i].ndcg >= (1 - COST) * points[0].ndcg).at(-1)!
  console.log(
    `largest diversity within ${100 * COST} % of NDCG@10: λ = ${chosen}, diversity ${(1 - chosen).toFixed(2)}`,
  )
}
await rm(folder, { recursive: true })
