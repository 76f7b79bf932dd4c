/**
 * npm run bench:audit: whether the audit tells robots from persons. Simulated shops with 5 % bots of four kinds, on seeds
 * that no limit was chosen on: how many of each kind are found, and how many persons are taken for one. Then three models,
 * pretrained on the events of persons alone, on all with the audit and on all without it, asked what persons do next in the
 * shop's last days. Differences are of the same questions, in NDCG@10 points. `--epochs 6` trains longer, `--seeds 3`
 * simulates fewer shops, `--trainings 5` trains each model more often: one training differs from the next by more than the
 * robots do.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { eventIndex, isItemEvent, SESSION_GAP_MS } from '@penchant/protocol'
import { brokenRules, fitNorms, oddFeatures, traceFeatures, verdictOf } from '@penchant/ranking'
import { startNodeBackend } from '@penchant/tensor/node'
import { openDataset, readItems, readSequences } from '../../packages/cli/src/dataset.ts'
import { publishedMethod } from '../../packages/cli/src/evaluate/published-method.ts'
import { prefixQueries } from '../../packages/cli/src/evaluate/sessions-file.ts'
import { Tally } from '../../packages/cli/src/evaluate/tally.ts'
import { readPublished } from '../../packages/cli/src/published-model.ts'
import { queryVectors } from '../../packages/cli/src/query-vectors.ts'
import { BOT_KINDS } from '../../packages/cli/src/simulate/bot.ts'
import { writeShop } from '../../packages/cli/src/simulate/write-shop.ts'
import type { Query } from '../../packages/cli/src/targets.ts'
import { printRow } from './print-row.ts'

const CLI = fileURLToPath(new URL('../../packages/cli/dist/penchant.js', import.meta.url))
const SHOP = { items: 900, visitors: 6000, days: 60, from: '2025-03-03', bots: 0.05, format: 'csv' } as const
/** The last twelve days are no part of training. */
const SPLIT = ['--validation', '2025-04-20', '--test', '2025-04-26']
const FIRST_SEED = 101
const RESAMPLES = 1000

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    epochs: { type: 'string', default: '4' },
    trainings: { type: 'string', default: '3' },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'penchant-audit-'))

interface Row {
  time: number
  visitor: string
  event: string
  item: string
  line: string
}

async function simulate(seed: number, visitors: number = SHOP.visitors) {
  const shop = join(folder, `shop-${seed}`)
  await mkdir(shop)
  await writeShop(shop, { ...SHOP, visitors, seed }, () => {})
  const truth: { visitors: { visitor: string; kind: string }[] } = JSON.parse(
    await readFile(join(shop, 'truth.json'), 'utf8'),
  )
  const [head, ...lines] = gunzipSync(await readFile(join(shop, 'events.csv.gz')))
    .toString()
    .trim()
    .split('\n')
  const rows = lines.map((line): Row => {
    const [time, visitor, event, item] = line.split(',')
    return { time: Date.parse(time), visitor, event, item, line }
  })
  return { shop, head, rows, kinds: new Map(truth.visitors.map(({ visitor, kind }) => [visitor, kind])) }
}

/** Rows of each visitor, with the number of their session. */
function byVisitor(rows: readonly Row[]): Map<string, (Row & { session: number })[]> {
  const visitors = new Map<string, (Row & { session: number })[]>()
  for (const row of rows) {
    if (!isItemEvent(row.event) || row.item === '') continue
    const own = visitors.get(row.visitor) ?? []
    const last = own.at(-1)
    own.push({ ...row, session: last ? last.session + (row.time - last.time > SESSION_GAP_MS ? 1 : 0) : 1 })
    visitors.set(row.visitor, own)
  }
  return visitors
}

console.log(`${SHOP.visitors} visitors over ${SHOP.days} days, one in twenty a bot; visitors with an item event`)
printRow(['seed', ...BOT_KINDS, 'recall %', 'persons', 'taken for bots'])
const total = { bots: 0, found: 0, persons: 0, wrong: 0 }
for (let seed = FIRST_SEED; seed < FIRST_SEED + Number(values.seeds); seed++) {
  const { rows, kinds } = await simulate(seed)
  const judged = [...byVisitor(rows)].map(([visitor, own]) => {
    const items = new Map([...new Set(own.map(({ item }) => item))].map((item, i) => [item, i]))
    const trace = {
      times: own.map(({ time }) => time),
      sessions: own.map(({ session }) => session),
      events: own.map(({ event }) => eventIndex(event)),
      items: own.map(({ item }) => items.get(item)!),
    }
    return { kind: kinds.get(visitor)!, rules: brokenRules(trace), features: traceFeatures(trace) }
  })
  const norms = fitNorms(judged.flatMap(({ features }) => (features ? [features] : [])))
  const count = (kind: (kind: string) => boolean) => {
    const those = judged.filter((each) => kind(each.kind))
    const robots = those.filter(({ rules, features }) => !verdictOf(rules, oddFeatures(features, norms)).isPerson)
    return { all: those.length, robots: robots.length }
  }
  const bots = count((kind) => kind !== 'person')
  const persons = count((kind) => kind === 'person')
  total.bots += bots.all
  total.found += bots.robots
  total.persons += persons.all
  total.wrong += persons.robots
  printRow([
    String(seed),
    ...BOT_KINDS.map((name) => {
      const { all, robots } = count((kind) => kind === name)
      return `${robots} of ${all}`
    }),
    (100 * bots.robots) / bots.all,
    String(persons.all),
    String(persons.robots),
  ])
}
console.log(
  `recall ${((100 * total.found) / total.bots).toFixed(1)} % of ${total.bots} bots, false positives ${((100 * total.wrong) / total.persons).toFixed(3)} % of ${total.persons} persons`,
)

const { shop, head, rows, kinds } = await simulate(FIRST_SEED + Number(values.seeds), SHOP.visitors / 2)
const people = rows.filter(({ visitor }) => kinds.get(visitor) === 'person')
await writeFile(join(shop, 'people.csv'), [head, ...people.map(({ line }) => line), ''].join('\n'))
const questions = [...byVisitor(people).values()].flatMap((own) => {
  const sessions = new Map<number, Row[]>()
  for (const row of own) sessions.set(row.session, [...(sessions.get(row.session) ?? []), row])
  return [...sessions.values()]
    .filter(([first]) => first.time >= Date.parse('2025-04-26'))
    .map((session) => session.map(({ item }) => item).filter((item, i, all) => item !== all[i - 1]))
    .filter((items) => items.length > 1)
})
await writeFile(join(shop, 'questions.txt'), questions.map((items) => `${items.join(' ')}\n`).join(''))

const run = promisify(execFile)
const penchant = async (...argv: string[]) => {
  const { stdout } = await run(process.execPath, [CLI, ...argv, '--json'], { maxBuffer: 1 << 26 })
  return JSON.parse(stdout)
}
const trainings = Number(values.trainings)
console.log(
  `\n${trainings} trainings of ${values.epochs} epochs each, their mean; NDCG@10 in percent on ${questions.length} sessions of persons that came later`,
)
printRow(['learnt from', 'interactions', 'NDCG@10', '95 % from', 'to', 'less clean, from', 'to', 'single ones'])
const arms = [
  ['persons', 'people.csv', 'off'],
  ['all, audit', 'events.csv.gz', 'on'],
  ['all', 'events.csv.gz', 'off'],
] as const

/** What is learnt from, sequence by sequence, without the numbers that only this dataset gives. */
async function contents(data: string): Promise<Map<string, number>> {
  const dataset = await openDataset(data)
  const ids = (await readItems(dataset)).map(({ id }) => id)
  const counts = new Map<string, number>()
  for await (const { rows, events, times } of readSequences(dataset, 'train')) {
    const content = Array.from(rows, (row, i) => `${ids[row - 1]} ${events[i]} ${times[i]}`).join()
    counts.set(content, (counts.get(content) ?? 0) + 1)
  }
  return counts
}

await startNodeBackend('wasm')
let clean: { tally: Tally; contents: Map<string, number> } | undefined
for (const [name, events, audit] of arms) {
  const at = (part: string) => join(folder, `${name.replace(', ', '-')}-${part}`)
  const [data, items] = [at('data'), join(shop, 'items.csv.gz')]
  const from = ['--events', join(shop, events), '--items', items, '--audit', audit]
  const { counts } = await penchant('prepare', ...from, ...SPLIT, '--visitors', '0', '--out', data)
  // All trainings' answers to one session are resampled together.
  const tally = new Tally(name)
  const singles: Tally[] = []
  for (let seed = 1; seed <= trainings; seed++) {
    const [model, published] = [at(`model-${seed}`), at(`published-${seed}`)]
    await penchant('pretrain', data, '--out', model, '--epochs', values.epochs, '--seed', String(seed))
    await penchant('publish', model, '--out', published)
    const single = new Tally(name)
    singles.push(single)
    const read = await readPublished(published)
    const method = publishedMethod(read)
    const asked = prefixQueries(join(shop, 'questions.txt'), read.catalogue)
    const known: Query[] = []
    for await (const query of asked) {
      if (query.end > 0) known.push(query)
      else
        for (const each of [tally, single]) each.add(query.sequence.id, method.answer(query, new Float32Array(0)).ranks)
    }
    for await (const { query, vector } of queryVectors(known, read.model)) {
      const { ranks } = method.answer(query, vector)
      for (const each of [tally, single]) each.add(query.sequence.id, ranks)
    }
  }
  const own = { tally, contents: await contents(data) }
  const row = tally.row(RESAMPLES, 1)
  const difference = clean ? tally.difference(clean.tally, RESAMPLES, 1) : null
  printRow([
    name,
    String(counts.interactions),
    ...[row['NDCG@10'], ...row.ci['NDCG@10']].map((figure) => figure.toFixed(2)),
    ...(difference ?? []).map((figure) => figure.toFixed(2)),
    ...(difference ? [] : ['–', '–']),
    `   ${singles.map((single) => single.row(1, 1)['NDCG@10'].toFixed(2)).join(', ')}`,
  ])
  if (clean) {
    const missing = [...clean.contents].filter(([content]) => !own.contents.has(content)).length
    const added = [...own.contents].filter(([content]) => !clean!.contents.has(content)).length
    console.log(
      `  of the persons' ${clean.contents.size} sequences ${missing} are missing or changed, ${added} are others`,
    )
  }
  clean ??= own
}
await rm(folder, { recursive: true })
