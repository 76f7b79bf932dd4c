import { createRandom } from '@penchant/model'
import type { OutlookModel } from '@penchant/protocol'
import {
  areaUnderCurve,
  cartRows,
  type Example,
  eventOf,
  fitLogistic,
  likelihood,
  sessionFeatures,
} from '@penchant/ranking'
import { type Dataset, readSequences } from '../dataset.ts'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { sample } from '../sample.ts'

/** Sessions that are learnt from, and that it is judged on. */
const TRAINED = 50_000
const JUDGED = 20_000
/** Fewer of either outcome say nothing. */
const LEAST = 50

interface SessionExample extends Example {
  hasCart: boolean
}

/**
 * How a session will end, from what it has come to: learnt on one moment, by chance, of each session of train and judged on
 * validation. Absent where the data have too few purchases, or nothing else: a shop's record of orders has no sessions to
 * look ahead in.
 */
export async function fitOutlook(
  dataset: Dataset,
  seed: number,
): Promise<{ outlook?: OutlookModel; metrics: Record<string, number> }> {
  if (dataset.task === 'next-basket') return { metrics: {} }
  const train = await sample(examplesOf(dataset, 'train', seed), TRAINED, seed)
  const judged = await sample(examplesOf(dataset, 'validation', seed), JUDGED, seed)
  const metrics: Record<string, number> = {}
  const fit = (name: string, isAsked: (example: SessionExample) => boolean) => {
    const asked = train.filter(isAsked)
    const bought = asked.filter(({ y }) => y === 1).length
    if (Math.min(bought, asked.length - bought) < LEAST) return null
    const model = fitLogistic(asked)
    const scored = judged.filter(isAsked).map(({ x, y }) => ({ score: likelihood(model, x), y }))
    const area = areaUnderCurve(scored)
    if (Number.isFinite(area)) metrics[`validation AUC, ${name}`] = area
    return model
  }
  const purchase = fit('purchase in the rest of the session', () => true)
  const withCart = fit('purchase in the rest of a session with a cart', ({ hasCart }) => hasCart)
  return purchase ? { outlook: { purchase, withCart }, metrics } : { metrics }
}

async function* examplesOf(
  dataset: Dataset,
  split: 'train' | 'validation',
  seed: number,
): AsyncGenerator<SessionExample> {
  const random = createRandom(seed)
  for await (const sequence of readSequences(dataset, split)) {
    const steps = stepsOf(sequence)
    for (let from = 0; from < steps.length; ) {
      let to = from
      while (to < steps.length && steps[to].session === steps[from].session) to++
      // In validation, what stands before the targets was train's.
      if (split === 'train' || sequence.targets[from]) {
        const end = from + 1 + random.below(to - from)
        const isBought = steps.slice(end, to).some(({ event }) => event === 'purchase')
        yield {
          x: sessionFeatures(steps.slice(0, end)),
          y: isBought ? 1 : 0,
          hasCart: cartRows(steps.slice(from, end)).size > 0,
        }
      }
      from = to
    }
  }
}

function stepsOf({ rows, events, sessions, times }: DatasetSequence) {
  return Array.from(rows, (row, i) => ({ row, event: eventOf(events[i]), session: sessions[i], time: times[i] }))
}
