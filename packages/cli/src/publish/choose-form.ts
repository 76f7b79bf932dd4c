import type { MixConfig } from '@penchant/protocol'
import { DataError } from '../errors.ts'
import type { Precision } from './precision-gate.ts'
import type { Made, TableForm } from './table-forms.ts'

/** A form that was made, and what the gate found. */
export interface Tried extends Made {
  form: TableForm
  precision: Precision
}

/** With the weights that were fitted to it. */
export interface Choice extends Tried {
  /** Co-visitation neighbours an item. */
  neighbours: number
  mix: MixConfig
  /** NDCG@10 of the whole score on validation, 0 to 1; absent where no questions are left to measure it. */
  ndcg?: number
}

export interface Budget {
  /** Bytes that all that a browser downloads may have together. */
  most: number
  /** Bytes of what is the same in every form. */
  fixed: number
  /** Neighbours an item that may be published, the most first, and the file's bytes. */
  neighbours: readonly { count: number; bytes: number }[]
}

/** Makes a form and asks the gate; of several files the best counts. */
export type Try = (form: TableForm) => Promise<Tried>

/** Fits the mix. */
export type Fit = (tried: Tried, neighbours: number) => Promise<Choice>

/** The smallest form that passes the gate. @param forms smallest first. @throws DataError where none does */
export async function smallestForm(forms: readonly TableForm[], attempt: Try): Promise<Tried> {
  const failed: Tried[] = []
  for (const form of forms) {
    const tried = await attempt(form)
    if (tried.precision.isKept) return tried
    failed.push(tried)
  }
  throw new DataError(`not published: ${failed.map(lossOf).join('; ')}: a loss of more than 2 %`)
}

/**
 * The form and the number of neighbours whose whole folder fits the budget, passes the gate, and does best. A smaller form is
 * tried only where it leaves room for more neighbours than a larger one that passed.
 * @param forms smallest first
 * @throws DataError that names the smallest size that could be reached, where nothing fits or nothing that fits passes
 */
export async function bestWithin(
  { most, fixed, neighbours }: Budget,
  forms: readonly TableForm[],
  attempt: Try,
  fit: Fit,
): Promise<Choice> {
  const fewest = neighbours[neighbours.length - 1]
  const sizeOf = (form: TableForm) => fixed + form.bytes + fewest.bytes
  const fitting = forms.flatMap((form) => {
    const room = neighbours.find(({ bytes }) => fixed + form.bytes + bytes <= most)
    return room ? [{ form, neighbours: room.count }] : []
  })
  const failed: Tried[] = []
  let best: Choice | null = null
  let widest = 0
  for (const { form, neighbours: count } of fitting.reverse()) {
    if (count <= widest) continue
    const tried = await attempt(form)
    if (!tried.precision.isKept) {
      failed.push(tried)
      continue
    }
    widest = count
    const choice = await fit(tried, count)
    if (!best || (choice.ndcg ?? 0) > (best.ndcg ?? 0)) best = choice
  }
  if (best) return best

  const lost = failed.length > 0 ? `what fits loses too much (${failed.map(lossOf).join('; ')})` : 'nothing fits'
  for (const form of forms) {
    if (fitting.some((each) => each.form === form)) continue
    const tried = await attempt(form)
    if (tried.precision.isKept) {
      throw new DataError(
        `not published: ${lost} in ${kilobytes(most)}; the smallest that does is ${kilobytes(sizeOf(form))} (${nameOf(form)}, ${fewest.count} neighbours an item, ${kilobytes(fixed)} besides table and neighbours): allow that, or train with a smaller --dimension`,
      )
    }
    failed.push(tried)
  }
  throw new DataError(`not published: ${failed.map(lossOf).join('; ')}: a loss of more than 2 %`)
}

/** Such as `pq, 16 bytes a row`. */
export function nameOf({ size, packing }: TableForm): string {
  return packing?.form === 'pq' ? `${size}, ${packing.parts} bytes a row` : size
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`
const kilobytes = (bytes: number) => `${Math.ceil(bytes / 1000)} kB`
const lossOf = ({ form, precision: { before, after } }: Tried) =>
  `${nameOf(form)} reaches ${percent(after)} NDCG@10 and fp32 ${percent(before)}`
