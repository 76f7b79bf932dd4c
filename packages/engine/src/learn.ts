import {
  type Adapter,
  adapterGradients,
  createAdapter,
  createRandom,
  elements,
  type ServingModel,
} from '@penchant/model'
import type { BackendName, LearningRun } from '@penchant/protocol'
import { adamStep, createAdam } from '@penchant/tensor'
import { encodeAdapter } from './adapter-bytes.ts'
import { foresee } from './foresee.ts'
import { gate } from './gate.ts'
import { learningBatches } from './learning-batches.ts'
import { questionsOf } from './questions.ts'
import type { Learnt, Serving } from './serving.ts'
import { createSlices } from './slices.ts'
import type { VisitorSequence } from './visitor-sequence.ts'

/** Fewer answers than this say nothing, neither to learn from nor to be tested on. */
const LEAST_QUESTIONS = 12
/** Share of the newest questions that are kept for the gate, and the most that it looks at. */
const HELD_BACK = 0.25
const MOST_HELD_BACK = 40
/** From here on the low-rank additions learn too; below, the visitor's vector alone: few numbers for few answers. */
const LORA_FROM = 200
const STEPS = { vector: 10, lora: 20 }
const LEARNING_RATE = 0.02
/** L2 towards the base. */
const PULL = 0.2
/** A run that takes longer disturbs more than it helps. */
const LONGEST_RUN = 20_000

export interface LearnInput {
  sequence: VisitorSequence
  serving: Serving
  model: ServingModel
  /** In use now: where learning starts from, and what it has to beat. */
  adapter: Adapter | null
  backends: { inference: BackendName; training: BackendName }
  signal: AbortSignal
}

/**
 * One local fine-tuning run: a few gradient steps on the visitor's own history without its newest
 * part, which then decides whether the result is used. Between two steps the engine answers.
 */
export async function learn({ sequence, serving, model, adapter, backends, signal }: LearnInput): Promise<Learnt> {
  const { manifest } = serving
  const questions = questionsOf(sequence, manifest.task)
  let cut = questions.length - Math.min(MOST_HELD_BACK, Math.floor(questions.length * HELD_BACK))
  // A basket is asked about as a whole: half of its answers would give the other half away.
  while (cut > 0 && questions[cut - 1].end === questions[cut]?.end) cut--
  const answered = questions.slice(0, cut)
  const asked = questions.slice(cut)
  const slices = createSlices()
  const started = performance.now()
  const run: LearningRun = {
    time: Date.now(),
    trained: answered.length,
    heldBack: asked.length,
    steps: 0,
    milliseconds: 0,
    longestSlice: 0,
    before: 0,
    after: 0,
    verdict: 'aborted',
    reason: '',
  }
  const end = (part: Partial<LearningRun>, learnt: Adapter | null = null): Learnt => ({
    run: { ...run, ...part, milliseconds: performance.now() - started, longestSlice: slices.longest },
    adapter: learnt && encodeAdapter(learnt),
  })
  if (questions.length < LEAST_QUESTIONS || answered.length === 0) {
    const reason = `too little to learn from: ${questions.length} of at least ${LEAST_QUESTIONS} choices among known items`
    return end({ trained: 0, heldBack: 0, reason })
  }

  const random = createRandom(sequence.rows.length)
  const challenger = adapter
    ? { entries: adapter.entries, values: adapter.values.slice() }
    : createAdapter(manifest.config, random)
  const batches = learningBatches(answered, sequence, serving, random)
  if (batches.length === 0) return end({ reason: 'too little to learn from: everything was left within seconds' })
  const withLora = answered.length >= LORA_FROM
  const steps = withLora ? STEPS.lora : STEPS.vector
  // The visitor's vector comes first.
  const learning = withLora ? challenger.values.length : elements(challenger.entries[0].shape)
  const adam = createAdam(learning)
  const trainable = challenger.values.subarray(0, learning)
  while (run.steps < steps) {
    if (signal.aborted) return end({ reason: 'stopped: the data was erased or the engine was closed' })
    if (performance.now() - started > LONGEST_RUN) return end({ reason: `stopped after ${LONGEST_RUN / 1000} s` })
    const batch = batches[run.steps % batches.length]
    const { gradient } = await adapterGradients(batch, model, challenger, PULL, backends.training)
    adamStep(trainable, gradient.subarray(0, learning), adam, { learningRate: LEARNING_RATE })
    run.steps++
    await slices.next()
  }

  const judge = (judged: Adapter | null) => foresee(asked, sequence, serving, model, judged, backends.inference, slices)
  const verdict = gate(await judge(adapter), await judge(challenger), challenger.values)
  return end(verdict, verdict.verdict === 'accepted' ? challenger : null)
}
