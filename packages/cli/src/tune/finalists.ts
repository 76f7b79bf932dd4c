import { rename, writeFile } from 'node:fs/promises'
import type { Study } from '@penchant/tune'
import { DataError } from '../errors.ts'
import type { Output } from '../output.ts'
import type { SPACE, TunedParams } from './settings.ts'

const FINALISTS = 5
const SEEDS = [1, 2, 3]

export interface Finalist {
  params: TunedParams
  /** The folds' metric with each seed, 0 to 1. */
  values: number[]
  mean: number
  /** Standard deviation over the seeds; 0 with one. */
  deviation: number
}

export interface FinalOptions {
  score(params: TunedParams, seed: number): Promise<number>
  /** Ends what is being scored; it rejects. */
  interrupt(): void
  standard: TunedParams
  /** Whether a setting may win; the standard one is measured in any case. */
  fits(params: TunedParams): boolean
  secondsLeft(): number
  parallel: number
  /** Where they are written down. */
  file: string
  output: Output
}

/**
 * The best settings of the search once more, on further seeds, with the standard setting among them: the best of many
 * tries on one seed is partly luck. Where the time runs out, those that have fewer seeds are judged by what they have.
 */
export async function finalists(
  study: Study<typeof SPACE>,
  { score, interrupt, standard, fits, secondsLeft, parallel, file, output }: FinalOptions,
): Promise<{ winner: Finalist; standard: Finalist }> {
  const best = study.trials
    .filter(({ state, params }) => state === 'complete' && fits(params))
    .sort((a, b) => b.values[0] - a.values[0])
    .slice(0, FINALISTS)
  const key = JSON.stringify
  const list: Finalist[] = best.map(({ params, values }) => ({ params, values: [...values], mean: 0, deviation: 0 }))
  let own = list.find(({ params }) => key(params) === key(standard))
  if (!own) {
    const tried = study.trials.find(({ params, state }) => state === 'complete' && key(params) === key(standard))
    own = { params: standard, values: tried ? [...tried.values] : [], mean: 0, deviation: 0 }
    list.push(own)
  }

  // Seed by seed, so that an early end leaves all with about as many.
  const jobs = SEEDS.flatMap((seed, i) =>
    list.filter(({ values }) => values.length <= i).map((each) => ({ each, seed })),
  )
  const bar = output.progress('the best on more seeds', jobs.length)
  let done = 0
  const work = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { each, seed } = job
      // Nobody is judged without a value.
      if (secondsLeft() <= 0 && each.values.length > 0) continue
      try {
        each.values.push(await score(each.params, seed))
      } catch (error) {
        if (secondsLeft() > 0) throw error
        if (each.values.length === 0) each.values.push(await score(each.params, seed))
      }
      bar.update(++done)
    }
  }
  const timer = setTimeout(interrupt, Math.max(0, secondsLeft()) * 1000)
  try {
    await Promise.all(Array.from({ length: parallel }, work))
  } finally {
    clearTimeout(timer)
    bar.stop()
  }
  for (const each of list) {
    const { values } = each
    each.mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - each.mean) ** 2, 0)
    each.deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0
  }
  list.sort((a, b) => b.mean - a.mean)
  await writeFile(`${file}.partial`, `${JSON.stringify(list, null, 1)}\n`)
  await rename(`${file}.partial`, file)
  const winner = list.find(({ params }) => fits(params))
  if (!winner) throw new DataError('no setting that fits was tried to the end; give more --minutes, and --resume')
  return { winner, standard: own }
}
