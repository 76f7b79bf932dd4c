import { writeFile } from 'node:fs/promises'
import type { Item } from '@penchant/protocol'
import { itemText } from '@penchant/ranking'
import { startNodeBackend } from '@penchant/tensor/node'
import type { Command } from 'commander'
import { openDataset, readItems, readSequences } from './dataset.ts'
import { inContext } from './dataset-context.ts'
import { DataError, UsageError } from './errors.ts'
import { Calibration } from './evaluate/calibration.ts'
import type { Evaluation } from './evaluate/evaluation.ts'
import { chooseExamples, type Example, keyOf } from './evaluate/examples.ts'
import { fitBaselines } from './evaluate/fit-baselines.ts'
import { fitReferences } from './evaluate/fit-references.ts'
import { LIST_SHOWN, type Method } from './evaluate/method.ts'
import { ablations, publishedMethod } from './evaluate/published-method.ts'
import { Recorder } from './evaluate/recorder.ts'
import { reportHtml } from './evaluate/report.ts'
import { prefixQueries } from './evaluate/sessions-file.ts'
import { shopProfile } from './evaluate/shop-profile.ts'
import { slicings } from './evaluate/slices.ts'
import { tableText } from './evaluate/table-text.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import { type PublishedModel, readPublished } from './published-model.ts'
import { queryVectors } from './query-vectors.ts'
import { type Query, queriesOfAll } from './targets.ts'

const SPLITS = ['test', 'validation', 'visitors'] as const

export function evaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('measure a published model beside what it has to beat')
    .argument('<published>', 'folder written by `penchant publish`')
    .requiredOption('--data <folder>', 'the prepared dataset that it was trained on')
    .option('--split <name>', `which part asks the questions: ${SPLITS.join(', ')}`, 'test')
    .option(
      '--sessions <file>',
      "questions from a sessions file instead: every prefix of every line (the papers' protocol)",
    )
    .option('--baselines <names>', 'only these, separated by commas; default: all that fit the data')
    .option(
      '--trials <n>',
      "settings tried on validation for every baseline, beside the literature's",
      numberOption('--trials', { min: 0, max: 1000, integer: true }),
      0,
    )
    .option(
      '--references <epochs>',
      'train CORE-ave, SASRec and GRU + attention too, so many epochs a try',
      numberOption('--references', { min: 1, max: 100, integer: true }),
    )
    .option('--report <file>', 'write everything that was found as one HTML page')
    .option('--pictures <folder>', "where the items' relative pictures lie; the report holds those that it shows")
    .option(
      '--bootstrap <n>',
      'resamples for the 95 % intervals',
      numberOption('--bootstrap', { min: 1, integer: true }),
      1000,
    )
    .option('--seed <n>', 'seed of the resampling', numberOption('--seed', { min: 0, integer: true }), 1)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  penchant evaluate published/ --data data/ --json\n  penchant evaluate published/ --data data/ --trials 10 --report report.html\n',
    )
    .action(async (folder: string, options) => {
      if (!SPLITS.includes(options.split)) {
        throw new UsageError(`--split ${options.split}: there are ${SPLITS.join(', ')}`)
      }
      const { baselines } = options
      await evaluate(folder, {
        ...options,
        ...(baselines && { baselines: baselines.split(',').map((name: string) => name.trim()) }),
        output: createOutput(options),
      })
    })
}

export interface EvaluateOptions {
  data: string
  split: (typeof SPLITS)[number]
  sessions?: string
  /** Names; default: all that fit the data. */
  baselines?: string[]
  trials: number
  /** Epochs; absent: no neural reference is trained. */
  references?: number
  report?: string
  pictures?: string
  bootstrap: number
  seed: number
  output: Output
}

/** The table of all methods on the same questions. @throws DataError, UsageError */
export async function evaluate(folder: string, options: EvaluateOptions): Promise<Evaluation> {
  const { output, bootstrap, seed, trials } = options
  const published = await readPublished(folder)
  const dataset = inContext(await openDataset(options.data), published.manifest.config.context)
  const items = await readItems(dataset)
  checkSameItems(published, items)
  const asking = options.sessions ?? `the ${options.split} split of ${options.data}`
  // Known before all methods have been fitted.
  let total = 0
  for await (const _ of questions()) total++
  if (total === 0)
    throw new DataError(
      `there is no question in ${asking}; ${options.sessions ? 'give a file with sessions of two items or more' : 'ask another --split, or prepare with more events or a larger share of them there'}`,
    )
  await startNodeBackend('wasm')
  output.line('fitting the baselines on train and validation')
  const fitting = { evaluated: options.split, trials, seed, output }
  const baselines = await fitBaselines(dataset, items, {
    ...fitting,
    ...(options.baselines && { names: options.baselines }),
  })
  const references = options.references
    ? await fitReferences(dataset, { epochs: options.references, trials, seed, output })
    : { methods: [], found: [] }
  const own = publishedMethod(published)
  const parts = options.report ? ablations(published) : []

  const cuts = slicings(dataset, items)
  const space = { popularity: published.popularity, cosine: cosineOf(published) }
  const recorderOf = ({ name, bytes }: Method) => new Recorder(name, bytes, cuts, space)
  const recorders = new Map(
    [own, ...baselines.methods, ...references.methods, ...parts].map((method) => [method, recorderOf(method)]),
  )
  const calibration = new Calibration()
  const examples = new Map<string, Example>()
  if (options.report)
    for (const query of await chooseExamples(questions(), seed)) examples.set(keyOf(query), { query, lists: {} })

  const started = performance.now()
  await ask([own, ...baselines.methods, ...parts], (all) => queryVectors(all, published.model), 'evaluating')
  const speed = total / ((performance.now() - started) / 1000)
  for (const reference of references.methods) await ask([reference], reference.vectors, `asking ${reference.name}`)

  const compared = [...recorders].filter(([method]) => !parts.includes(method)).map(([, recorder]) => recorder)
  const rows = compared.map(({ tally, bytes }) => ({ ...tally.row(bootstrap, seed), bytes }))
  const differences = Object.fromEntries(
    compared.slice(1).map(({ method, tally }) => [method, compared[0].tally.difference(tally, bootstrap, seed)]),
  )
  const found = [...baselines.found, ...references.found]
  const evaluation = { rows, differences, bytes: published.bytes, items: published.manifest.items, speed, found }
  if (options.report) {
    const html = await reportHtml({
      evaluation,
      published,
      dataset,
      profile: await shopProfile(dataset, items, items.map(itemText)),
      slicings: cuts,
      compared,
      parts: parts.map((part) => ({
        name: part.name,
        row: recorders.get(part)!.tally.row(bootstrap, seed),
        difference: recorders.get(own)!.tally.difference(recorders.get(part)!.tally, bootstrap, seed),
      })),
      calibration: calibration.result(),
      examples: [...examples.values()],
      questions: options.sessions ? 'the sessions file' : `the ${options.split} split`,
      command: commandOf(folder, options),
      ...(options.references && { references: options.references }),
      ...(options.pictures && { pictures: options.pictures }),
    })
    await writeFile(options.report, html)
    output.line(`wrote ${options.report}`)
  }
  output.result(evaluation, tableText(evaluation))
  return evaluation

  async function ask(
    methods: Method[],
    vectors: (all: AsyncIterable<Query>) => AsyncIterable<{ query: Query; vector: Float32Array }>,
    label: string,
  ): Promise<void> {
    const progress = output.progress(label, total)
    let count = 0
    const record = (query: Query, vector: Float32Array) => {
      for (const method of methods) {
        const answer = method.answer(query, vector)
        recorders.get(method)!.add(query, answer)
        if (method === own && answer.mixed) {
          const { rows, scores, total } = answer.mixed
          for (let i = 0; i < Math.min(LIST_SHOWN, rows.length); i++) {
            calibration.add(scores[i] / total, query.targets.includes(rows[i]) ? 1 / query.targets.length : 0)
          }
        }
        const example = examples.get(keyOf(query))
        if (example && !parts.includes(method)) example.lists[method.name] = answer.list
      }
      progress.update(++count)
    }
    try {
      // Without a known item in its history a question has no vector; the browser answers it by popularity.
      async function* withHistory() {
        for await (const query of questions()) {
          if (query.end > 0) yield query
          else record(query, new Float32Array(0))
        }
      }
      for await (const { query, vector } of vectors(withHistory())) record(query, vector)
    } finally {
      progress.stop()
    }
  }

  function questions(): AsyncGenerator<Query> {
    if (options.sessions) return prefixQueries(options.sessions, published.catalogue)
    return queriesOfAll(readSequences(dataset, options.split), dataset.task)
  }
}

/** How the report was made, for whoever wants to make it again. */
function commandOf(folder: string, options: EvaluateOptions): string {
  const { data, split, sessions, baselines, trials, references, seed } = options
  return [
    `penchant evaluate ${folder} --data ${data}`,
    sessions ? `--sessions ${sessions}` : `--split ${split}`,
    ...(baselines ? [`--baselines ${baselines.join(',')}`] : []),
    `--trials ${trials}`,
    ...(references ? [`--references ${references}`] : []),
    `--seed ${seed}`,
  ].join(' ')
}

/** Cosine of two item rows as published. */
function cosineOf({ table: { data, scales, dimension } }: PublishedModel): (a: number, b: number) => number {
  return (a, b) => {
    let dot = 0
    for (let i = 0, p = (a - 1) * dimension, q = (b - 1) * dimension; i < dimension; i++, p++, q++) {
      dot += data[p] * data[q]
    }
    return dot * scales[a - 1] * scales[b - 1]
  }
}

function checkSameItems({ manifest, catalogue }: PublishedModel, known: Item[]): void {
  if (known.length !== manifest.items || known.some((item, i) => catalogue.row(item.id) !== i + 1)) {
    throw new DataError(
      `the published model and the dataset do not have the same ${manifest.items} items in the same order; evaluate with the data it was trained on`,
    )
  }
}
