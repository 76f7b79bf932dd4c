import type { VisitorSequence } from '@penchant/learning'
import type { Int8Table } from '@penchant/model'

/** `shared`: two tastes by turns, as of two people; `new`: what was liked until lately is liked no more. */
export type TasteChange = 'shared' | 'new'

/** Sessions that are compared, the newest, and how many there must be; shorter ones show no taste. */
const MOST_SESSIONS = 20
const LEAST_SESSIONS = 6
const LEAST_STEPS = 3
/** A new taste is new for so many sessions; then it is the visitor's. */
const NEW_SESSIONS = 5
const LEAST_OF_EACH = 2
/** How much more like each other sessions of one taste are than those of two, as cosines. */
const APART = 0.5
/** Two people take turns; who has moved on does not come back so often. */
const LEAST_TURNS = 3

/**
 * Whether the visitor's sessions fall into two kinds, by the mean of their items in the model's space. Kinds that
 * take turns are two people on one device, or a person with two lives: what is learnt of both is true of neither.
 * It sees what cannot be missed: people who come for one thing today and another tomorrow, as most do, are not told apart.
 */
export function tasteChange(sequence: VisitorSequence, table: Int8Table): TasteChange | null {
  const means = sessionMeans(sequence, table).slice(-MOST_SESSIONS)
  const count = means.length
  if (count < LEAST_SESSIONS) return null
  const likeness = means.map((a) => means.map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0)))
  for (let from = count - LEAST_OF_EACH; from >= Math.max(LEAST_OF_EACH, count - NEW_SESSIONS); from--) {
    if (gap(likeness, (i) => i >= from) > APART) return 'new'
  }
  // The two that are least alike draw the others to them.
  let [one, other] = [0, 1]
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++) if (likeness[a][b] < likeness[one][other]) [one, other] = [a, b]
  const isOther = (i: number) => likeness[i][other] > likeness[i][one]
  const turns = means.filter((_, i) => i > 0 && isOther(i) !== isOther(i - 1)).length
  return turns >= LEAST_TURNS && gap(likeness, isOther) > APART ? 'shared' : null
}

/** Mean likeness within the looser of two kinds, less that across; 0 where one of them is too small. */
function gap(likeness: number[][], isOther: (i: number) => boolean): number {
  const sums = { one: 0, other: 0, across: 0 }
  const pairs = { one: 0, other: 0, across: 0 }
  for (let a = 0; a < likeness.length; a++) {
    for (let b = 0; b < a; b++) {
      const kind = isOther(a) !== isOther(b) ? 'across' : isOther(a) ? 'other' : 'one'
      sums[kind] += likeness[a][b]
      pairs[kind]++
    }
  }
  if (pairs.one === 0 || pairs.other === 0) return 0
  return Math.min(sums.one / pairs.one, sums.other / pairs.other) - sums.across / pairs.across
}

/** Unit vector of each session with enough steps, oldest first. */
function sessionMeans({ rows, sessions }: VisitorSequence, { data, scales, dimension }: Int8Table): Float64Array[] {
  const means: Float64Array[] = []
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && sessions[to] === sessions[from]) to++
    if (to - from < LEAST_STEPS) continue
    const mean = new Float64Array(dimension)
    for (let k = from; k < to; k++) {
      const at = (rows[k] - 1) * dimension
      for (let i = 0; i < dimension; i++) mean[i] += data[at + i] * scales[rows[k] - 1]
    }
    const length = Math.hypot(...mean)
    if (length > 0) means.push(mean.map((value) => value / length))
  }
  return means
}
