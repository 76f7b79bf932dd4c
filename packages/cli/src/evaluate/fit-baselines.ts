import { queryMetrics } from '@penchant/model'
import { itemText } from '@penchant/ranking'
import { createStudy, type Space, tpeSampler, type Values } from '@penchant/tune'
import type { Baseline, BaselineName, BaselineOptions, TrainingSequence } from '../baselines/baseline.ts'
import { baselineSpace, baselinesFor, createBaseline } from '../baselines/create-baseline.ts'
import { type Dataset, type DatasetItem, readSequences } from '../dataset.ts'
import type { Split } from '../dataset-description.ts'
import { UsageError } from '../errors.ts'
import type { Output } from '../output.ts'
import { sampleQuestions } from '../sample-questions.ts'
import type { Query } from '../targets.ts'
import { answerOf, type Method } from './method.ts'
import { targetRanks } from './target-ranks.ts'

export interface FitOptions {
  /** Which split asks the questions. */
  evaluated: Split
  /** Default: all that fit the data. */
  names?: readonly string[]
  /** Settings tried a method, beside the literature's; 0 keeps that. */
  trials: number
  seed: number
  output: Output
}

/** What was found for a method on validation. */
export interface FoundSetting {
  method: string
  /** Empty: the literature's own, or a method without any. */
  settings: Values
  /** Settings tried, the literature's among them; 0 where none was. */
  trials: number
  /** NDCG@10 on validation, 0 to 1, of the literature's setting and of the one found; absent without trials. */
  validation?: { standard: number; found: number }
}

/** Validation questions that a setting is chosen by. */
export const TUNING_QUESTIONS = 1000

/**
 * All baselines, fitted on what lies before the evaluated split: train, and validation too unless it is validation that is
 * asked about. The model's own counts come from the same splits. With `trials`, each method's settings are first searched
 * with so many tries, fitted on train alone and asked the same questions of validation.
 * @throws UsageError where a name is none, or does not fit the data
 */
export async function fitBaselines(
  dataset: Dataset,
  items: DatasetItem[],
  { evaluated, names, trials, seed, output }: FitOptions,
): Promise<{ methods: Method[]; found: FoundSetting[] }> {
  const options: BaselineOptions = { items: items.length, task: dataset.task, texts: items.map(itemText) }
  const fitting = baselinesFor(options)
  for (const name of names ?? []) {
    if (!fitting.includes(name as BaselineName)) {
      throw new UsageError(`--baselines ${name}: for these data there are ${fitting.join(', ')}`)
    }
  }
  const chosen = fitting.filter((name) => names?.includes(name) ?? true)
  const train = trials > 0 ? await collect(dataset, ['train']) : []
  const questions = trials > 0 ? await sampleQuestions(dataset, TUNING_QUESTIONS, seed) : []
  const found: FoundSetting[] = []
  for (const name of chosen) {
    const space = baselineSpace(name)
    if (!space || questions.length === 0) found.push({ method: name, settings: {}, trials: 0 })
    else {
      output.line(`searching the settings of ${name}`)
      const score = async (settings: Values) => {
        const baseline = createBaseline(name, options, settings)
        await baseline.fit(stream(train))
        return meanNdcg(baseline, questions)
      }
      found.push({ method: name, ...(await searchSettings(space, score, trials, seed)) })
    }
  }

  const before = await collect(dataset, evaluated === 'validation' ? ['train'] : ['train', 'validation'])
  const methods: Method[] = []
  for (const { method, settings } of found) {
    output.line(`fitting ${method}`)
    const baseline = createBaseline(method as BaselineName, options, settings)
    await baseline.fit(stream(before))
    methods.push({
      name: method,
      bytes: baseline.bytes(),
      answer: (query) => answerOf(scoresOf(baseline, query), query.targets),
    })
  }
  return { methods, found }
}

/** Tries the standard setting and `trials` others; the best of all by `score`, larger is better. */
export async function searchSettings(
  space: Space,
  score: (settings: Values) => Promise<number>,
  trials: number,
  seed: number,
): Promise<Omit<FoundSetting, 'method'>> {
  const standard = await score({})
  const study = createStudy({
    space,
    direction: 'maximize',
    // With few tries half of them look around before the rest follow what was found.
    sampler: tpeSampler({ startupTrials: Math.max(1, Math.min(10, Math.ceil(trials / 2))) }),
    seed,
  })
  await study.optimize((params) => score(params as Values), { trials })
  const best = study.best
  const isBetter = best !== undefined && best.values[0] > standard
  return {
    settings: isBetter ? (best.params as Values) : {},
    trials: trials + 1,
    validation: { standard, found: isBetter ? best.values[0] : standard },
  }
}

function scoresOf(baseline: Baseline, { sequence, end }: Query): Float32Array {
  return baseline.score({ rows: sequence.rows.subarray(0, end), sessions: sequence.sessions.subarray(0, end) })
}

function meanNdcg(baseline: Baseline, questions: Query[]): number {
  let sum = 0
  for (const query of questions) {
    sum += queryMetrics(targetRanks(scoresOf(baseline, query), query.targets))['NDCG@10']
  }
  return sum / questions.length
}

/** Held in memory, 17 bytes an interaction: every method and every try reads it again. */
async function collect(dataset: Dataset, splits: Split[]): Promise<TrainingSequence[]> {
  const kept: TrainingSequence[] = []
  for (const split of splits) {
    for await (const { id, rows, sessions, times, targets } of readSequences(dataset, split)) {
      kept.push({ id, rows, sessions, times, targets })
    }
  }
  return kept
}

async function* stream(sequences: TrainingSequence[]): AsyncGenerator<TrainingSequence> {
  yield* sequences
}
