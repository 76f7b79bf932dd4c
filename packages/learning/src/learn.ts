import { type Adapter, adapterGradients, createAdapter, createRandom, elements, type Random } from '@penchant/model'
import type { BackendName, LearningRun, LearningTier } from '@penchant/protocol'
import { MIX_WEIGHTS } from '@penchant/ranking'
import { adamStep, createAdam } from '@penchant/tensor'
import type { Base } from './base.ts'
import { closedForm } from './closed-form.ts'
import { type Foresight, foresee } from './foresee.ts'
import { gate, LEAST_HELD_BACK } from './gate.ts'
import { learningBatches } from './learning-batches.ts'
import { mixCases } from './mix-cases.ts'
import { type Question, questionsOf } from './questions.ts'
import { reconsider } from './reconsider.ts'
import type { Slices } from './slices.ts'
import { TUNE_STEPS, tuneMix } from './tune-mix.ts'
import type { Vectors } from './vectors.ts'
import type { Version } from './version.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** In the order in which they are tried: few numbers first. */
export const TIERS = ['mix', 'closed-form', 'vector', 'lora'] as const satisfies readonly LearningTier[]
/** What `penchant replay` has not shown to hurt anybody, and to help, if anybody, those with long histories. */
export const DEFAULT_TIERS: readonly LearningTier[] = ['vector', 'lora']

/** Answers that a tier needs; fewer say nothing for so many numbers. */
const LEAST_QUESTIONS: Record<LearningTier, number> = { mix: 20, 'closed-form': 20, vector: 40, lora: 200 }
const LEAST_SESSIONS: Record<LearningTier, number> = { mix: 3, 'closed-form': 2, vector: 1, lora: 1 }
/** Share of the newest questions that are kept for the gate, and the most that it looks at. */
const HELD_BACK = 0.25
const MOST_HELD_BACK = 40
/** Places that the mix is tuned on: what lies further back is another time. */
const MIX_PLACES = { 'next-basket': 12, 'next-item': 80 }
/** Pull to the shop's mix, as so many places' worth of loss for each squared e-fold. */
const MIX_PULL = 1.5
const STEPS = { vector: 10, lora: 20 }
const LEARNING_RATE = 0.02
/** L2 towards the base. */
const PULL = 0.2
/** A run that takes longer disturbs more than it helps. */
const LONGEST_RUN = 20_000

export interface LearnInput {
  sequence: VisitorSequence
  base: Base
  /** In use now, where learning starts from and what it has to beat; `null` is the base alone. */
  champion: Version | null
  /** What was in use before the champion. */
  previous: Version | null
  /** What was in use on the base before this one, as `inherit` reads it: each part of it has to pass the gate anew. */
  inherited?: Version | null
  tiers?: readonly LearningTier[]
  /** False takes whatever was learnt; for measuring what the gate is good for. */
  gated?: boolean
  backend: BackendName
  vectors: Vectors
  slices: Slices
  /** Stops the run; its reason goes into the record. */
  signal: AbortSignal
}

/** What came of a run, and what is to be used from now on. */
export interface Learnt {
  /** One of each tier that was tried, and of a version that was taken back; at least one. */
  runs: LearningRun[]
  /** In use from now on; the same object as the champion, or the previous one, where that is it. */
  version: Version | null
}

/**
 * One local learning run. First what is in use is held against what was before, on the interactions that came since and
 * that neither had learnt from; then each tier learns from the history without its newest part, which decides whether
 * the result is used. Between two steps whoever called does other things.
 */
export async function learn(input: LearnInput): Promise<Learnt> {
  const { sequence, base, tiers = DEFAULT_TIERS, gated = true, vectors, slices, signal } = input
  const questions = questionsOf(sequence, base.manifest.task)
  const judge = (asked: readonly Question[], version: Pick<Version, 'adapter' | 'mix'>) =>
    foresee(asked, sequence, base, version, vectors, slices)
  const runs: LearningRun[] = []
  let { champion } = input
  let clock = performance.now()
  const record = (part: Partial<LearningRun> & Pick<LearningRun, 'tier' | 'verdict' | 'reason'>): void => {
    const now = performance.now()
    runs.push({
      // One after the other: the log's key.
      ...{ time: Date.now() + runs.length, trained: 0, heldBack: 0, steps: 0, before: 0, after: 0 },
      ...part,
      milliseconds: now - clock,
      longestSlice: slices.longest,
    })
    clock = now
  }

  if (gated && champion) {
    const since = questions.filter(({ end }) => end >= input.champion!.seen)
    const verdict = await reconsider(since, champion, input.previous, judge)
    if (verdict) {
      record({
        tier: verdict.tier,
        heldBack: since.length,
        ...verdict.numbers,
        verdict: 'rolled-back',
        reason: verdict.reason,
      })
      return { runs, version: { ...(input.previous ?? BASE), seen: sequence.rows.length } }
    }
  }

  const cut = heldBackFrom(questions)
  const answered = questions.slice(0, cut)
  const asked = questions.slice(cut)
  const sessions = new Set(answered.map(({ end }) => sequence.sessions[end])).size + 1
  const started = performance.now()
  let ofBase: Foresight[] | null = null
  let ofChampion: Foresight[] | null = null
  const held = { trained: answered.length, heldBack: asked.length }

  /** Puts the challenger to the gate; what passes is the champion from now on. */
  const challenge = async (
    challenger: Version,
    values: Float32Array,
    tried: Pick<LearningRun, 'tier' | 'trained' | 'heldBack' | 'steps'>,
    of = '',
  ): Promise<void> => {
    ofBase ??= await judge(asked, BASE)
    ofChampion ??= champion ? await judge(asked, champion) : ofBase
    const ofChallenger = await judge(asked, challenger)
    const verdict = gate(ofBase, ofChampion, ofChallenger, values)
    if (gated) record({ ...tried, ...verdict, reason: `${of}${verdict.reason}` })
    else record({ ...tried, ...verdict, verdict: 'accepted', reason: 'taken without a gate' })
    if (gated && verdict.verdict === 'rejected') return
    champion = { ...challenger, seen: sequence.rows.length }
    ofChampion = ofChallenger
  }

  // Nothing was ever trained on what is held back now: the histories that it learnt from ended earlier.
  const { mix, adapter } = input.inherited ?? BASE
  if (asked.length >= LEAST_HELD_BACK && !signal.aborted) {
    const retested = { ...held, trained: 0, steps: 0 }
    const of = 'learnt for the model before: '
    if (mix && !champion?.mix) await challenge({ ...(champion ?? BASE), mix }, mix, { tier: 'mix', ...retested }, of)
    if (adapter && !champion?.adapter) {
      await challenge({ ...(champion ?? BASE), adapter }, adapter.values, { tier: 'vector', ...retested }, of)
    }
  }
  for (const tier of tiers) {
    const wanted = LEAST_QUESTIONS[tier]
    if (answered.length < wanted || sessions < LEAST_SESSIONS[tier] || asked.length < LEAST_HELD_BACK) continue
    // The low-rank additions bring the vector with them.
    if (tier === 'vector' && tiers.includes('lora') && answered.length >= LEAST_QUESTIONS.lora) continue
    if (tier === 'mix' && MIX_WEIGHTS.every((name) => !base.manifest.mix[name])) continue
    if (signal.aborted) break
    const isOver = () => signal.aborted || performance.now() - started > LONGEST_RUN
    const { challenger, values, steps } = await challengers[tier](
      { ...input, champion: champion ?? BASE, answered, random: createRandom(sequence.rows.length) },
      isOver,
    )
    const tried = { tier, ...held, steps }
    if (isOver()) {
      record({
        ...tried,
        verdict: 'aborted',
        reason: signal.aborted ? stopped(signal) : `stopped after ${LONGEST_RUN / 1000} s`,
      })
      break
    }
    await challenge(challenger, values, tried)
  }
  if (runs.length === 0) {
    record({
      tier: tiers[0] ?? 'mix',
      verdict: 'aborted',
      reason: signal.aborted
        ? stopped(signal)
        : `too little to learn from: ${questions.length} choices among known items in ${sessions} sessions`,
    })
  }
  return { runs, version: champion }
}

const stopped = ({ reason }: AbortSignal) => `stopped: ${reason}`
const BASE: Version = { adapter: null, mix: null, seen: 0 }

/** The first of the questions that are held back. A basket is asked about as a whole: half would give the other away. */
function heldBackFrom(questions: readonly Question[]): number {
  let cut = questions.length - Math.min(MOST_HELD_BACK, Math.floor(questions.length * HELD_BACK))
  while (cut > 0 && questions[cut - 1].end === questions[cut]?.end) cut--
  return cut
}

interface Attempt extends LearnInput {
  champion: Version
  /** What is learnt from. */
  answered: Question[]
  random: Random
}
interface Challenger {
  challenger: Version
  /** Everything that was learnt. */
  values: Float32Array
  steps: number
}

const challengers: Record<LearningTier, (attempt: Attempt, isOver: () => boolean) => Promise<Challenger>> = {
  async mix({ sequence, base, champion, answered, vectors, slices }) {
    const places = [...new Set(answered.map(({ end }) => end))].slice(-MIX_PLACES[base.manifest.task])
    const recent = answered.filter(({ end }) => end >= places[0])
    const cases = await mixCases(recent, sequence, base, vectors, slices)
    const values = tuneMix(cases, base.manifest.mix.sharpness ?? 1, MIX_PULL)
    return { challenger: { ...champion, mix: values }, values, steps: TUNE_STEPS }
  },
  async 'closed-form'({ base, champion, answered, vectors, random }) {
    const adapter = copyOf(champion.adapter) ?? createAdapter(base.manifest.config, random)
    const values = adapter.values.subarray(0, elements(adapter.entries[0].shape))
    values.set(
      closedForm(
        answered,
        await vectors(
          answered.map(({ end }) => end),
          null,
        ),
        base.model,
      ),
    )
    return { challenger: { ...champion, adapter }, values, steps: 0 }
  },
  vector: (attempt, isOver) => descend(attempt, 'vector', isOver),
  lora: (attempt, isOver) => descend(attempt, 'lora', isOver),
}

async function descend(
  { sequence, base, champion, answered, random, backend, slices }: Attempt,
  tier: 'vector' | 'lora',
  isOver: () => boolean,
): Promise<Challenger> {
  const adapter = copyOf(champion.adapter) ?? createAdapter(base.manifest.config, random)
  const batches = learningBatches(answered, sequence, base, random)
  // The visitor's vector comes first.
  const learning = tier === 'lora' ? adapter.values.length : elements(adapter.entries[0].shape)
  const adam = createAdam(learning)
  const values = adapter.values.subarray(0, learning)
  let steps = 0
  // Where everything was left within seconds there is nothing to learn from.
  while (batches.length > 0 && steps < STEPS[tier] && !isOver()) {
    const { gradient } = await adapterGradients(batches[steps % batches.length], base.model, adapter, PULL, backend)
    adamStep(values, gradient.subarray(0, learning), adam, { learningRate: LEARNING_RATE })
    steps++
    await slices.next()
  }
  return { challenger: { ...champion, adapter }, values: adapter.values, steps }
}

const copyOf = (adapter: Adapter | null): Adapter | null =>
  adapter && { entries: adapter.entries, values: adapter.values.slice() }
