import {
  type Base,
  createVectors,
  encodeVersion,
  FEEDBACK,
  type Foresight,
  foresee,
  isDue,
  learn,
  type Question,
  targetWeight,
  type Version,
  type VisitorSequence,
} from '@penchant/learning'
import { queryMetrics } from '@penchant/model'
import { ITEM_EVENTS, type LearningRun } from '@penchant/protocol'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { queriesOf } from '../targets.ts'
import { type Arm, LONGER } from './arms.ts'

/** What one arm answered to one visitor. Arrays: one entry a question. */
export interface ArmOutcome {
  ndcg: number[]
  hit: number[]
  /** Nats a target. */
  nll: number[]
  /** Of learning runs, the gate's verdict and what the choices until the next run said of it. */
  runs: (Pick<LearningRun, 'tier' | 'verdict' | 'milliseconds' | 'before' | 'after'> & { place: number })[]
  /** Of what is stored in the end. */
  bytes: number
}

export interface VisitorOutcome {
  id: number
  /** Interactions known at each question. */
  known: number[]
  arms: Record<string, ArmOutcome>
}

/** Nothing waits in a replay. */
const SLICES = { longest: 0, next: async () => {} }
/** Sessions that are only watched. */
const WARM_UP = 2

/**
 * One visitor's history again, in time: each question is answered from what was known then, after the learning runs that
 * a device would have made by then, at the ends of sessions.
 * @param most questions asked, spread evenly; learning sees the whole history all the same
 */
export async function replayVisitor(
  replayed: DatasetSequence,
  base: Base,
  arms: readonly Arm[],
  most: number,
): Promise<VisitorOutcome | null> {
  const { task, config } = base.manifest
  const sequence = asOnDevice(replayed)
  const first = startOfSession(sequence.sessions, WARM_UP)
  const all = [...queriesOf(replayed, task)].filter(({ end }) => end >= first && end > 0)
  const asked = spread(all, most)
  if (asked.length === 0) return null
  const outcome: VisitorOutcome = { id: replayed.id, known: asked.map(({ end }) => end), arms: {} }
  const { coVisitation, coVisitationDecay } = base.manifest.mix
  const forgetful: Base = {
    ...base,
    manifest: { config, task, mix: { coVisitation, coVisitationDecay, memory: 0, memoryDecay: 0 } },
  }
  const whole = createVectors(sequence, base.model, 'wasm', SLICES)

  for (const arm of arms) {
    const result: ArmOutcome = { ndcg: [], hit: [], nll: [], runs: [], bytes: 0 }
    outcome.arms[arm.name] = result
    let champion: Version | null = null
    let previous: Version | null = null
    let learntUntil = 0
    let nextStart = first
    for (const { end, targets } of asked) {
      // Each end of a session up to here is a time at which the device is idle.
      while (arm.tiers.length > 0 && nextStart <= end) {
        const history = cut(sequence, 0, nextStart)
        const sessions = sequence.sessions[nextStart - 1] - sequence.sessions[0] + 1
        if (isDue({ interactions: nextStart, sessions, new: nextStart - learntUntil })) {
          const { runs, version } = await learn({
            sequence: history,
            base,
            champion,
            previous,
            tiers: arm.tiers,
            gated: arm.gated,
            backend: 'wasm',
            vectors: whole,
            slices: SLICES,
            signal: new AbortController().signal,
          })
          for (const { tier, verdict, milliseconds, before, after } of runs) {
            result.runs.push({ tier, verdict, milliseconds, before, after, place: result.ndcg.length })
          }
          if (version !== champion) previous = champion
          champion = version
          learntUntil = nextStart
        }
        nextStart = nextSession(sequence.sessions, nextStart)
      }
      const foresights = await answer(end, targets, champion)
      result.ndcg.push(queryMetrics(foresights.map(({ rank }) => rank))['NDCG@10'])
      result.hit.push(foresights.some(({ rank }) => rank <= 20) ? 1 : 0)
      result.nll.push(foresights.reduce((sum, { surprise }) => sum + surprise, 0) / foresights.length)
    }
    result.bytes = champion ? encodeVersion(champion).length : 0

    async function answer(end: number, targets: number[], version: Version | null): Promise<Foresight[]> {
      const from = {
        session: startOf(sequence.sessions, end),
        window: end - config.maxLength,
        longer: end - LONGER,
        everything: 0,
      }[arm.sees]
      const seen = Math.max(0, from)
      const questions = (at: number): Question[] => targets.map((target) => ({ end: at, target }))
      const known = version ?? { adapter: null, mix: null }
      if (arm.sees === 'everything') return foresee(questions(end), sequence, base, known, whole, SLICES)
      // What lies before is not there, neither for the model nor for the memory.
      const part = cut(sequence, seen, end)
      const vectors =
        end - seen >= config.maxLength
          ? async () => new Map([[end - seen, (await whole([end], null)).get(end)!]])
          : createVectors(part, base.model, 'wasm', SLICES)
      return foresee(questions(end - seen), part, arm.remembers === false ? forgetful : base, known, vectors, SLICES)
    }
  }
  return outcome
}

/** With what each step counts for, by the table that the device has. */
function asOnDevice(sequence: DatasetSequence): VisitorSequence {
  const weights = Float32Array.from(sequence.events, (event, i) =>
    targetWeight({ event: ITEM_EVENTS[event] }, sequence.dwells[i], false),
  )
  // Of what was done before, a device knows when, and takes it to have been here.
  const { device } = sequence.context
  return { ...sequence, weights, negatives: turnedDown(sequence), context: device ? { device } : {} }
}

function cut(sequence: VisitorSequence, from: number, to: number): VisitorSequence {
  const part = (values: ArrayLike<number>) => (values as Float32Array).subarray(from, to)
  const known = {
    rows: sequence.rows.subarray(from, to),
    events: sequence.events.subarray(from, to),
    sessions: sequence.sessions.subarray(from, to),
    gaps: part(sequence.gaps),
    dwells: part(sequence.dwells),
    weights: sequence.weights.subarray(from, to),
  }
  // What lies at its end is the moment that is asked about.
  const moments = (values: ArrayLike<number>) => Array.prototype.slice.call(values, from, to + 1) as number[]
  const context = Object.fromEntries(
    Object.entries(sequence.context ?? {}).map(([name, codes]) => [name, moments(codes)]),
  )
  return { ...known, negatives: turnedDown(known), context, ...(sequence.times && { times: moments(sequence.times) }) }
}

/** Item rows whose last word from the visitor was against them. */
function turnedDown({ rows, events }: Pick<VisitorSequence, 'rows' | 'events'>): Int32Array {
  const last = new Map(Array.from(rows, (row, i) => [row, ITEM_EVENTS[events[i]]]))
  return Int32Array.from([...last].flatMap(([row, event]) => (FEEDBACK.lowers[event] === undefined ? [] : row)))
}

/** Where the session begins that the interaction before `end` belongs to. */
function startOf(sessions: Int32Array, end: number): number {
  let start = end - 1
  while (start > 0 && sessions[start - 1] === sessions[end - 1]) start--
  return start
}

/** First interaction after so many whole sessions. */
function startOfSession(sessions: Int32Array, count: number): number {
  let start = 0
  for (let k = 0; k < count; k++) start = nextSession(sessions, start)
  return start
}

function nextSession(sessions: Int32Array, from: number): number {
  let at = from
  while (at < sessions.length && sessions[at] === sessions[from]) at++
  return Math.max(at, from + 1)
}

function spread<T>(list: T[], most: number): T[] {
  if (list.length <= most) return list
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)])
}
