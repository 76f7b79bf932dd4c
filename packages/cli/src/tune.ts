import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import {
  createStudy,
  gridSampler,
  importances,
  quasiRandomSampler,
  type RunningTrial,
  randomSampler,
  type Sampler,
  type Study,
  successiveHalving,
  tpeSampler,
} from '@penchant/tune'
import { openJournal } from '@penchant/tune/node'
import { type Command, Option } from 'commander'
import { type Dataset, openDataset } from './dataset.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import { pretrain } from './pretrain.ts'
import { publish } from './publish.ts'
import { finalists } from './tune/finalists.ts'
import { holdOut } from './tune/hold-out.ts'
import { makePlan, type Plan, TUNED_METRICS, type TunedMetric } from './tune/plan.ts'
import { reportHtml } from './tune/report.ts'
import { bytesOf, DEFAULT_PARAMS, SPACE, settingsOf, type TunedParams } from './tune/settings.ts'
import { openTrialWorkers } from './tune/trial-workers.ts'

const SAMPLERS = { tpe: tpeSampler, random: randomSampler, 'quasi-random': quasiRandomSampler, grid: gridSampler }
type SamplerName = keyof typeof SAMPLERS

/** Of `--minutes`: the search, then the best on more seeds; the rest trains the winner and the standard beside it. */
const SHARE = { search: 0.6, finalists: 0.75 }
/** Questions asked of each fold. */
const QUESTIONS = 2000
/** Nobody stops a finalist. */
const UNWATCHED: RunningTrial = { number: 0, report: async () => {} }

interface TuneOptions {
  out: string
  trials: number
  minutes: number
  epochs: number
  finalEpochs: number
  metric: TunedMetric
  sampler: SamplerName
  maxBytes?: number
  parallel: number
  seed: number
  resume?: boolean
  json?: boolean
}

/** `penchant tune`: settings that fit a shop's own data, and a report that says whether they are any better. */
export function tuneCommand(program: Command): void {
  const whole = (name: string, min: number, max: number) => numberOption(name, { min, max, integer: true })
  program
    .command('tune')
    .description('search the settings of `pretrain` that fit a dataset best, and train with them')
    .argument('<data>', 'folder written by `penchant prepare`')
    .requiredOption('--out <folder>', 'journal, report, and the published winner')
    .option('--trials <n>', 'settings to try', whole('--trials', 2, 100_000), 100)
    .option('--minutes <m>', 'for everything', numberOption('--minutes', { min: 0.1 }), 60)
    .option('--epochs <n>', 'passes over each fold in a trial', whole('--epochs', 1, 100), 3)
    .option('--final-epochs <n>', 'most passes when the winner is trained', whole('--final-epochs', 1, 1000), 12)
    .addOption(new Option('--metric <name>', 'what is searched').choices(TUNED_METRICS).default('NDCG@10'))
    .addOption(new Option('--sampler <name>', 'how settings are chosen').choices(Object.keys(SAMPLERS)).default('tpe'))
    .option('--max-bytes <n>', 'a setting whose weights and item table are larger is not tried', byteCount)
    .option('--parallel <n>', 'trials at a time, a process each', whole('--parallel', 1, 64), availableParallelism())
    .option('--seed <n>', 'seed of the search', whole('--seed', 0, Number.MAX_SAFE_INTEGER), 1)
    .option('--resume', 'go on with the search in --out')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant tune data/ --out tuned/ --minutes 60\n')
    .action(async (data: string, options: TuneOptions) => {
      const output = createOutput(options)
      const result = await tune(data, options, output)
      output.result(result, summaryText(result))
    })
}

export interface TuneResult {
  out: string
  trials: { complete: number; pruned: number; failed: number }
  /** Why the search ended. */
  ended: string
  params: TunedParams
  /** Mean and standard deviation over seeds of the folds' metric, 0 to 1; the standard setting beside it. */
  folds: { tuned: { mean: number; deviation: number }; standard: { mean: number; deviation: number } }
  bytes: { tuned: number; standard: number }
  /** The test split; null where the data has none. */
  holdOut: Awaited<ReturnType<typeof holdOut>>
  report: string
  published: string
}

/** @throws DataError, UsageError */
async function tune(data: string, options: TuneOptions, output: Output): Promise<TuneResult> {
  const { out, minutes, parallel, metric, seed } = options
  const at = (name: string) => join(out, name)
  const started = performance.now()
  const left = (share: number) => minutes * 60 * share - (performance.now() - started) / 1000
  const dataset = await openDataset(data)
  const journal = at('journal.jsonl')
  if (existsSync(journal) && !options.resume) {
    throw new UsageError(`${out} holds a search; go on with --resume, or name another --out`)
  }
  const size = (params: TunedParams) => bytesOf(settingsOf(params), dataset.counts.items)
  const fits = (params: TunedParams) => size(params) <= (options.maxBytes ?? Number.POSITIVE_INFINITY)
  const smallest = { ...DEFAULT_PARAMS, dimension: SPACE.dimension.low, blocks: SPACE.blocks.low }
  if (!fits(smallest)) {
    throw new UsageError(
      `--max-bytes ${options.maxBytes}: the smallest setting takes ${size(smallest)} bytes for ${dataset.counts.items} items`,
    )
  }
  mkdirSync(out, { recursive: true })
  const plan = await planOf(at('plan.json'), dataset, resolve(data), options)
  const study = createStudy({
    space: SPACE,
    direction: 'maximize',
    sampler: within(fits, SAMPLERS[options.sampler]()),
    // The first look decides who may go on, three of ten; then each further fold.
    pruner: successiveHalving({ minResource: 1, reductionFactor: 3 }),
    seed,
    log: openJournal(journal),
  })
  if (fits(DEFAULT_PARAMS)) study.enqueue(DEFAULT_PARAMS)

  const workers = openTrialWorkers(parallel)
  const stop = new AbortController()
  const interrupted = () => {
    // A second Ctrl-C ends it the hard way; the journal survives that too.
    process.once('SIGINT', () => process.exit(130))
    output.line('stopping; what was found is kept, --resume goes on')
    stop.abort()
    workers.close()
  }
  process.once('SIGINT', interrupted)
  try {
    const ended = await search(study, plan)
    if (stop.signal.aborted) throw new DataError(`stopped; go on with: penchant tune ${data} --out ${out} --resume`)
    const { winner, standard } = await finalists(study, {
      score: (params, seed) => workers.run({ plan, params, seed, skipFirst: true }, UNWATCHED),
      standard: DEFAULT_PARAMS,
      fits,
      secondsLeft: () => left(SHARE.finalists),
      parallel,
      file: at('finalists.json'),
      output,
    })
    workers.close()
    const same = JSON.stringify(winner.params) === JSON.stringify(DEFAULT_PARAMS)
    output.line(same ? 'the standard setting won' : `training the winner: ${describe(winner.params)}`)
    const perModel = Math.max(0.1, left(1) / 60 / (same ? 1 : 2))
    await train(winner.params, 'model', 'published', perModel)
    if (!same) await train(DEFAULT_PARAMS, 'standard-model', 'standard', perModel)
    const folders = { tuned: at('published'), standard: same ? at('published') : at('standard') }
    output.line('asking the hold-out, once')
    const held = await holdOut(plan.data, folders, metric)
    const count = (state: string) => study.trials.filter((trial) => trial.state === state).length
    const result: TuneResult = {
      out,
      trials: { complete: count('complete'), pruned: count('pruned'), failed: count('failed') },
      ended,
      params: winner.params,
      folds: { tuned: winner, standard },
      bytes: {
        tuned: size(winner.params),
        standard: size(DEFAULT_PARAMS),
      },
      holdOut: held,
      report: at('report.html'),
      published: at('published'),
    }
    const html = reportHtml({
      study,
      plan,
      result,
      dataset,
      importances: count('complete') < 4 ? [] : importances(study),
      startup: 10,
    })
    await writeFile(at('report.html'), html)
    return result
  } finally {
    process.removeListener('SIGINT', interrupted)
    workers.close()
  }

  async function search(study: Study<typeof SPACE>, plan: Plan): Promise<string> {
    const bar = output.progress('search', options.trials)
    try {
      return await study.optimize((params, trial) => workers.run({ plan, params, seed: 1 }, trial), {
        trials: options.trials,
        parallel,
        seconds: Math.max(1, left(SHARE.search)),
        signal: stop.signal,
        onTrial(_, { trials, best }) {
          const done = trials.filter(({ state }) => state !== 'running').length
          const minutesLeft = Math.max(0, left(SHARE.search) / 60).toFixed(0)
          bar.update(
            done,
            `best ${best ? (100 * best.values[0]).toFixed(2) : '–'} %, at most ${minutesLeft} min of search left`,
          )
        },
      })
    } finally {
      bar.stop()
    }
  }

  async function train(params: TunedParams, model: string, published: string, minutes: number): Promise<void> {
    const { config, training } = settingsOf(params)
    const quiet = { ...output, result() {} }
    rmSync(at(model), { recursive: true, force: true })
    await pretrain(data, at(model), {
      config,
      training: { ...training, epochs: options.finalEpochs, seed },
      minutes,
      resume: false,
      output: quiet,
    })
    await publish(at(model), at(published), { neighbours: 30, seed, output: quiet })
  }
}

/** The plan of a search that goes on must be the one it began with, or its values mean something else. */
async function planOf(file: string, dataset: Dataset, data: string, options: TuneOptions): Promise<Plan> {
  const { metric, epochs, resume } = options
  if (resume && existsSync(file)) {
    const plan = JSON.parse(readFileSync(file, 'utf8')) as Plan
    for (const [name, value] of Object.entries({ data, metric, epochs })) {
      const before = plan[name as 'data' | 'metric' | 'epochs']
      if (before !== value) {
        throw new UsageError(
          `the search in ${options.out} was begun with ${name} ${before}, not ${value}; give the same`,
        )
      }
    }
    return plan
  }
  const plan = await makePlan(dataset, { data, metric, epochs, questions: QUESTIONS })
  await writeFile(`${file}.partial`, `${JSON.stringify(plan, null, 1)}\n`)
  await rename(`${file}.partial`, file)
  return plan
}

/** Narrower, then shallower, until a setting costs a visitor no more than the shop allows. */
function within(fits: (params: TunedParams) => boolean, sampler: Sampler): Sampler {
  return (question) => {
    const drawn = sampler(question)
    if (!drawn) return null
    const params = { ...drawn } as TunedParams
    while (!fits(params) && params.dimension > SPACE.dimension.low) params.dimension -= SPACE.dimension.step
    while (!fits(params) && params.blocks > SPACE.blocks.low) params.blocks--
    return params
  }
}

function byteCount(text: string): number {
  const match = /^(\d*\.?\d+)\s*(kB|MB)?$/i.exec(text.trim())
  const unit = { kb: 1e3, mb: 1e6 }[match?.[2]?.toLowerCase() ?? ''] ?? 1
  const bytes = match ? Number(match[1]) * unit : 0
  if (bytes > 0) return bytes
  throw new UsageError(`--max-bytes ${text}: expected a size such as 800kB or 2MB`)
}

const describe = (params: TunedParams) =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
    .join(', ')

function summaryText({ trials, ended, params, holdOut, report, published }: TuneResult): string {
  const lines = [
    `${trials.complete} settings tried to the end, ${trials.pruned} given up early, ${trials.failed} failed (${ended})`,
    `best: ${describe(params)}`,
  ]
  if (holdOut) {
    const [low, high] = holdOut.difference.map((value) => value.toFixed(2))
    lines.push(
      `hold-out NDCG@10 ${holdOut.tuned['NDCG@10'].toFixed(2)} %, standard setting ${holdOut.standard['NDCG@10'].toFixed(2)} %; difference ${low} to ${high} points`,
    )
  }
  return [...lines, `${published}, ${report}`].join('\n')
}
