/**
 * npm run bench:diversity: what diversity costs. Lists of ten by λ · relevance − (1 − λ) · likeness (MMR, as `recommend` with
 * `diversity` = 1 − λ has it): NDCG@10 against the mean distance of two items of a list, 1 − cosine of their rows, and the
 * number of categories. The largest diversity within 2 % of NDCG@10, its 95 % interval by visitors too, is chosen on the
 * validation split and looked at on the test split. On the demo's model and the simulated shop that it was made from, or with
 * `--data DIR --published DIR` on any prepared data and a model of it.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { diversify, hybrid } from '@penchant/ranking'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readSequences } from '../../packages/cli/src/dataset.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { prepareCommand } from '../../packages/cli/src/prepare.ts'
import { readPublished } from '../../packages/cli/src/published-model.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { runProgram } from '../../packages/cli/src/run-program.ts'
import { sample } from '../../packages/cli/src/sample.ts'
import { simulateCommand } from '../../packages/cli/src/simulate.ts'
import { type Query, queriesOfAll } from '../../packages/cli/src/targets.ts'
import { DEMO_MODEL } from './bench-browser.ts'
import { printRow } from './print-row.ts'

const LAMBDAS = [1, 0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5]
const COUNT = 10
/** What `recommend` chooses among for a list of ten. */
const POOL = 50
const QUESTIONS = 3000
const RESAMPLES = 2000
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

/** The simulated shop behind the demo's model, prepared as that was: `demo/make-model.js`. */
async function simulated(): Promise<string> {
  const [shop, out] = [join(folder, 'shop'), join(folder, 'data')]
  const events = ['--events', join(shop, 'events.tsv.gz'), '--items', join(shop, 'items.tsv.gz')]
  for (const argv of [
    ['simulate', '--out', shop, '--seed', '1'],
    ['prepare', ...events, '--out', out, '--json'],
  ]) {
    if ((await runProgram([simulateCommand, prepareCommand], argv)) !== 0) throw new Error(`${argv[0]} failed`)
  }
  return out
}

function likeness(a: number, b: number): number {
  let dot = 0
  for (let i = 0, p = (a - 1) * dimension, q = (b - 1) * dimension; i < dimension; i++, p++, q++)
    dot += data[p] * data[q]
  return dot * scales[a - 1] * scales[b - 1]
}

interface Point {
  ndcg: Tally
  distance: number
  categories: number
}

async function curve(split: 'validation' | 'test'): Promise<Point[]> {
  const questions = await sample(queriesOfAll(readSequences(dataset, split), dataset.task), QUESTIONS, 1)
  const points = LAMBDAS.map((lambda): Point => ({ ndcg: new Tally(String(lambda)), distance: 0, categories: 0 }))
  for await (const { query, vector } of queryVectors(questions, published.model)) {
    const list = ranked(query, vector)
    for (const [i, lambda] of LAMBDAS.entries()) {
      const rows = diversify(list, COUNT, 1 - lambda, likeness)
      const ranks = query.targets.map((row) => rows.indexOf(row) + 1 || Number.POSITIVE_INFINITY)
      points[i].ndcg.add(query.sequence.id, ranks)
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
  printRow(['λ', 'NDCG@10 %', 'of λ = 1, %', '95 %', 'distance', 'categories'])
  const [{ ndcg: first }] = points
  const all = first.row(1, 1)['NDCG@10']
  const least = points.map(({ ndcg, distance, categories }, i) => {
    const [low, high] = ndcg.difference(first, RESAMPLES, 1).map((points) => 100 + (100 * points) / all)
    const mean = ndcg.row(1, 1)['NDCG@10']
    const shares = [((100 * mean) / all).toFixed(1), `${low.toFixed(1)}–${high.toFixed(1)}`]
    printRow([String(LAMBDAS[i]), mean.toFixed(2), ...shares, distance.toFixed(3), categories.toFixed(2)])
    return low
  })
  if (split === 'test') break
  const chosen = LAMBDAS.filter((_, i) => least[i] >= 100 * (1 - COST)).at(-1)!
  console.log(
    `largest diversity within ${100 * COST} % of NDCG@10: λ = ${chosen}, diversity ${(1 - chosen).toFixed(2)}`,
  )
}
await rm(folder, { recursive: true })
