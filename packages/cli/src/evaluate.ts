import type { Item } from '@penchant/protocol'
import { startNodeBackend } from '@penchant/tensor/node'
import type { Command } from 'commander'
import { openDataset, readItems, readSequences } from './dataset.ts'
import { DataError, UsageError } from './errors.ts'
import type { Evaluation } from './evaluate/evaluation.ts'
import { fitBaselines } from './evaluate/fit-baselines.ts'
import { listRanker } from './evaluate/list-ranker.ts'
import { prefixQueries } from './evaluate/sessions-file.ts'
import { tableText } from './evaluate/table-text.ts'
import { Tally } from './evaluate/tally.ts'
import { targetRanks } from './evaluate/target-ranks.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import { type PublishedModel, readPublished } from './published-model.ts'
import { queryVectors } from './query-vectors.ts'
import { type Query, queriesOfAll } from './targets.ts'

const SPLITS = ['test', 'validation', 'visitors'] as const

export function evaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('measure a published model beside baselines that need no training')
    .argument('<published>', 'folder written by `penchant publish`')
    .requiredOption('--data <folder>', 'the prepared dataset that it was trained on')
    .option('--split <name>', `which part asks the questions: ${SPLITS.join(', ')}`, 'test')
    .option(
      '--sessions <file>',
      "questions from a sessions file instead: every prefix of every line (the papers' protocol)",
    )
    .option(
      '--bootstrap <n>',
      'resamples for the 95 % intervals',
      numberOption('--bootstrap', { min: 1, integer: true }),
      1000,
    )
    .option('--seed <n>', 'seed of the resampling', numberOption('--seed', { min: 0, integer: true }), 1)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant evaluate published/ --data data/ --json\n')
    .action(async (folder: string, options) => {
      if (!SPLITS.includes(options.split)) {
        throw new UsageError(`--split ${options.split}: there are ${SPLITS.join(', ')}`)
      }
      await evaluate(folder, { ...options, output: createOutput(options) })
    })
}

export interface EvaluateOptions {
  data: string
  split: (typeof SPLITS)[number]
  sessions?: string
  bootstrap: number
  seed: number
  output: Output
}

/** The table of all methods on the same questions. @throws DataError */
export async function evaluate(folder: string, options: EvaluateOptions): Promise<Evaluation> {
  const { output } = options
  const published = await readPublished(folder)
  const dataset = await openDataset(options.data)
  checkSameItems(published, await readItems(dataset))
  await startNodeBackend('wasm')
  output.line('fitting the baselines on train and validation')
  const baselines = await fitBaselines(dataset, options.split)
  const own = listRanker(published)
  const tallies = [new Tally('penchant'), ...baselines.map(({ name }) => new Tally(name))]

  const total = options.sessions ? 0 : dataset.shards[options.split].reduce((sum, shard) => sum + shard.sequences, 0)
  const progress = output.progress('evaluating', total || 1)
  const started = performance.now()
  let asked = 0
  try {
    for await (const { query, vector } of queryVectors(withHistory(questions()), published.model)) {
      count(query, own(query, vector))
    }
  } finally {
    progress.stop()
  }
  if (asked === 0) throw new DataError(`there is no question in ${options.sessions ?? `the ${options.split} split`}`)
  const speed = asked / ((performance.now() - started) / 1000)
  const rows = tallies.map((tally) => tally.row(options.bootstrap, options.seed))
  const differences = Object.fromEntries(
    tallies.slice(1).map((tally) => [tally.method, tallies[0].difference(tally, options.bootstrap, options.seed)]),
  )
  const evaluation = { rows, differences, bytes: published.bytes, items: published.manifest.items, speed }
  output.result(evaluation, tableText(evaluation))
  return evaluation

  function count(query: Query, ranks: number[]): void {
    tallies[0].add(query.sequence.id, ranks)
    baselines.forEach((baseline, i) => {
      tallies[i + 1].add(query.sequence.id, baseline.ranks(query))
    })
    asked++
    // A sessions file does not say how many questions it holds.
    if (options.sessions && asked % 10_000 === 0) output.line(`${asked} questions`)
  }

  /** Without a known item in its history a question has no vector; the browser answers it by popularity. */
  async function* withHistory(all: AsyncIterable<Query>): AsyncGenerator<Query> {
    for await (const query of all) {
      if (query.end > 0) yield query
      else count(query, targetRanks(published.popularity, query.targets))
    }
  }

  async function* questions(): AsyncGenerator<Query> {
    if (options.sessions) {
      yield* prefixQueries(options.sessions, published.catalogue)
      return
    }
    let sequences = 0
    for await (const query of queriesOfAll(counted(), dataset.task)) yield query
    async function* counted() {
      for await (const sequence of readSequences(dataset, options.split)) {
        yield sequence
        progress.update(++sequences)
      }
    }
  }
}

function checkSameItems({ manifest, catalogue }: PublishedModel, known: Item[]): void {
  if (known.length !== manifest.items || known.some((item, i) => catalogue.row(item.id) !== i + 1)) {
    throw new DataError(
      `the published model and the dataset do not have the same ${manifest.items} items in the same order; evaluate with the data it was trained on`,
    )
  }
}
