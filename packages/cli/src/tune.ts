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
import { byteOption, numberOption } from './parse-option.ts'
import { pretrain } from './pretrain/pretrain.ts'
import { publish } from './publish.ts'
import { finalists } from './tune/finalists.ts'
import { holdOut } from './tune/hold-out.ts'
import { makePlan, type Plan, TUNED_METRICS, type TunedMetric } from './tune/plan.ts'
import { reportHtml } from './tune/report.ts'
import type { TuneResult } from './tune/result.ts'
import { servingTime } from './tune/serving-time.ts'
import { bytesOf, DEFAULT_PARAMS, SPACE, settingsOf, type TunedParams } from './tune/settings.ts'
import { openRemoteWorkers, openTrialWorkers } from './tune/trial-workers.ts'
import { workerCommand } from './tune/worker-command.ts'

const SAMPLERS = { tpe: tpeSampler, random: randomSampler, 'quasi-random': quasiRandomSampler, grid: gridSampler }
type SamplerName = keyof typeof SAMPLERS

/** Of `--minutes`, until when: the search, then the best on more seeds; the rest trains. */
const SHARE = { search: 0.55, finalists: 0.7 }
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
  parallel?: number
  workers?: string
  seed: number
  resume?: boolean
  json?: boolean
}

/** `penchant tune`: settings that fit a shop's own data, and a report that says whether they are any better. */
export function tuneCommand(program: Command): void {
  const whole = (name: string, min: number, max: number) => numberOption(name, { min, max, integer: true })
  const command = program
    .command('tune')
    .description('search the settings of `pretrain` that fit a dataset best, and train with them')
    .argument('<data>', 'folder written by `penchant prepare`')
    // Not a required one to commander, who would ask it of `tune worker` too.
    .option('--out <folder>', 'journal, report, and the published winner; required')
    .enablePositionalOptions()
    .option('--trials <n>', 'settings to try', whole('--trials', 2, 100_000), 100)
    .option('--minutes <m>', 'for everything', numberOption('--minutes', { min: 0.1 }), 60)
    .option('--epochs <n>', 'passes over each fold in a trial', whole('--epochs', 1, 100), 3)
    .option('--final-epochs <n>', 'most passes when the winner is trained', whole('--final-epochs', 1, 1000), 12)
    .addOption(new Option('--metric <name>', 'what is searched').choices(TUNED_METRICS).default('NDCG@10'))
    .addOption(new Option('--sampler <name>', 'how settings are chosen').choices(Object.keys(SAMPLERS)).default('tpe'))
    .option(
      '--max-bytes <n>',
      'a setting whose weights and item table are larger is not tried',
      byteOption('--max-bytes'),
    )
    .option(
      '--parallel <n>',
      'trials at a time; default: a process a core, with --workers one more than there are',
      whole('--parallel', 1, 1024),
    )
    .option('--workers <url>', 'redis://…: trials run where `penchant tune worker` does')
    .option('--seed <n>', 'seed of the search', whole('--seed', 0, Number.MAX_SAFE_INTEGER), 1)
    .option('--resume', 'go on with the search in --out')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant tune data/ --out tuned/ --minutes 60\n')
    .action(async (data: string, options: TuneOptions) => {
      if (!options.out) throw new UsageError("required option '--out <folder>' not specified")
      const output = createOutput(options)
      const result = await tune(data, options, output)
      output.result(result, summaryText(result))
    })
  workerCommand(command)
}

/** @throws DataError, UsageError */
async function tune(data: string, options: TuneOptions, output: Output): Promise<TuneResult> {
  const { out, minutes, metric, seed } = options
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

  const warn = (error: Error) => output.line(error.message)
  const workers = options.workers
    ? await openRemoteWorkers(options.workers, data, { ...options, onError: warn })
    : openTrialWorkers(options.parallel ?? availableParallelism())
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
      score: async (params, seed) => (await workers.run({ plan, params, seed, skipFirst: true }, UNWATCHED)) as number,
      interrupt: () => void workers.interrupt(),
      standard: DEFAULT_PARAMS,
      fits,
      secondsLeft: () => left(SHARE.finalists),
      parallel: workers.parallel,
      file: at('finalists.json'),
      output,
    })
    await workers.close()
    const same = JSON.stringify(winner.params) === JSON.stringify(DEFAULT_PARAMS)
    output.line(same ? 'the standard setting won' : `training the winner: ${describe(winner.params)}`)
    const models = same ? 2 : 3
    const winnerEpochs = await train(winner.params, 'winner', left(1) / 60 / models)
    const standardEpochs = same ? winnerEpochs : await train(DEFAULT_PARAMS, 'standard', left(1) / 60 / 2)
    const folders = { tuned: at('winner'), standard: at(same ? 'winner' : 'standard') }
    output.line('asking the hold-out, once')
    const held = await holdOut(plan.data, folders, metric)
    const milliseconds = {
      tuned: await servingTime(plan.data, folders.tuned),
      standard: await servingTime(plan.data, folders.standard),
    }
    // What the hold-out shows to be worse is not published.
    const kept = held && held.difference[1] < 0 ? 'standard' : 'winner'
    output.line('training once more, on everything')
    await train(kept === 'winner' ? winner.params : DEFAULT_PARAMS, 'published', left(1) / 60, {
      epochs: kept === 'winner' ? winnerEpochs : standardEpochs,
      mixFrom: at(kept),
    })
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
      milliseconds,
      holdOut: held,
      report: at('report.html'),
      kept,
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
    const seconds = Math.max(1, left(SHARE.search))
    const timeUp = new AbortController()
    // A slow setting's trial must not eat the time of what comes after the search.
    const timer = setTimeout(() => {
      timeUp.abort()
      void workers.interrupt()
    }, seconds * 1000)
    try {
      const ended = await study.optimize((params, trial) => workers.run({ plan, params, seed: 1 }, trial), {
        trials: options.trials,
        parallel: workers.parallel,
        signal: AbortSignal.any([stop.signal, timeUp.signal]),
        onTrial(_, { trials, best }) {
          const done = trials.filter(({ state }) => state !== 'running').length
          const minutesLeft = Math.max(0, left(SHARE.search) / 60).toFixed(0)
          bar.update(
            done,
            `best ${best ? (100 * best.values[0]).toFixed(2) : '–'} %, at most ${minutesLeft} min of search left`,
          )
        },
      })
      return timeUp.signal.aborted ? 'time is up' : ended
    } finally {
      clearTimeout(timer)
      bar.stop()
    }
  }

  /** Trains and publishes in `--out`. With `whole`: on everything, as long as it was best to. @returns the best epoch */
  async function train(
    params: TunedParams,
    name: 'winner' | 'standard' | 'published',
    minutes: number,
    whole?: { epochs: number; mixFrom: string },
  ): Promise<number> {
    const { config, training } = settingsOf(params)
    const quiet = { ...output, result() {} }
    const model = at(name === 'published' ? 'model' : `${name}-model`)
    rmSync(model, { recursive: true, force: true })
    const { best } = await pretrain(data, model, {
      config,
      training: { ...training, epochs: whole?.epochs ?? options.finalEpochs, seed },
      minutes: Math.max(0.1, minutes),
      resume: false,
      everything: whole !== undefined,
      output: quiet,
    })
    await publish(model, at(name), { neighbours: 30, seed, output: quiet, ...(whole && { mixFrom: whole.mixFrom }) })
    return best!.epoch
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
