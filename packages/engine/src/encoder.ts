import {
  createVectors,
  decodeVersion,
  encodeEvenly,
  encodeVersion,
  inherit,
  learn,
  learningBatches,
  questionsOf,
  type Slices,
  type Version,
  type VisitorSequence,
} from '@penchant/learning'
import {
  type Adapter,
  adapterGradients,
  createAdapter,
  createRandom,
  lastWindow,
  type ServingModel,
} from '@penchant/model'
import { type BackendName, type EngineStatus, penchantError } from '@penchant/protocol'
import { personalMix } from '@penchant/ranking'
import { backendIsLost, chooseBackends, forgetBackend, startBackend } from '@penchant/tensor/browser'
import type { Encoded, Encoder, Serving } from './serving.ts'
import { createSlices } from './slices.ts'

/** They start first and lose no context: a GPU may come later, when it was measured to be faster. */
const SAFE: BackendName[] = ['wasm', 'webgl', 'cpu']
/** A GPU compiles its shaders for the first sequence. */
const WARM_UP_MILLISECONDS = 30_000

/** Steps before the first real one, and the interactions of each. */
const WARM_UP = { steps: 3, interactions: 6 }

/** A history, by default of full length, for warming up and for measuring. */
function madeUpSequence({ manifest }: Serving, count = manifest.config.maxLength + 1): VisitorSequence {
  const none = new Float32Array(count).fill(Number.NaN)
  const rows = Int32Array.from({ length: count }, (_, i) => 1 + (i % manifest.items))
  return {
    rows,
    events: new Uint8Array(count).fill(1),
    sessions: new Int32Array(count).fill(1),
    gaps: none,
    dwells: none,
    weights: new Float32Array(count).fill(1),
    negatives: new Int32Array(),
  }
}

/** The model with rows after its own. */
function withRows(model: ServingModel, more: readonly Float32Array[], { manifest: { items } }: Serving): ServingModel {
  return {
    ...model,
    copyRow: (row, into, at) => (row > items ? into.set(more[row - 1 - items], at) : model.copyRow(row, into, at)),
  }
}

/**
 * Starts a backend and the model on it. Resolves in any case: where no backend starts, `backends` say
 * why, and nothing can be encoded.
 *
 * @param onChange told when the backends change by themselves
 */
export async function startEncoder(
  model: ServingModel,
  serving: Serving,
  wanted: BackendName | 'auto',
  onChange: () => void,
): Promise<Encoder> {
  const { config } = model
  const sample = madeUpSequence(serving)
  const base = { ...serving, model, scorer: serving.table!.scorer }
  let backends: EngineStatus['backend'] = { inference: null, training: null, reason: '' }
  let version: Version | null = null
  let recovering: Promise<void> | null = null
  /** Backends that failed once; a second failure is not waited for. */
  const failed = new Set<BackendName>()
  /** Backends that have trained on this page. */
  const warm = new Set<BackendName>()

  async function run(
    backend: BackendName,
    sequence: VisitorSequence,
    using: Adapter | null,
    { timeout, provisional = [] }: { timeout?: number; provisional?: readonly Float32Array[] } = {},
  ): Promise<Encoded> {
    const window = lastWindow(sequence, config)
    const { queries, pooling } = await encodeEvenly([window], 1, withRows(model, provisional, serving), backend, {
      adapter: using,
      timeout,
    })
    const query = queries.subarray(0, config.dimension)
    if (!query.every(Number.isFinite)) throw penchantError('BackendUnavailable', `"${backend}" computes no numbers`)
    return { query, pooling: pooling.subarray(0, window.to - window.from) }
  }

  async function start(name: BackendName): Promise<void> {
    await startBackend(name)
    await run(name, sample, null, { timeout: WARM_UP_MILLISECONDS })
  }

  /** Uses the first of `names` that starts for both jobs. */
  async function startFirst(names: BackendName[], reason: string): Promise<void> {
    for (const name of names) {
      try {
        await start(name)
        backends = { inference: name, training: name, reason }
        return
      } catch (error) {
        reason = `${reason}; ${(error as Error).message}`
      }
    }
    backends = { inference: null, training: null, reason }
  }

  /** A lost context hangs: drop the backend and start it anew; what fails twice is replaced. */
  function recover(backend: BackendName, error: Error): Promise<void> {
    recovering ??= (async () => {
      const again = failed.has(backend) ? [] : [backend]
      failed.add(backend)
      if (backend === 'webgl' || backend === 'webgpu') forgetBackend(backend)
      const others = SAFE.filter((name) => name !== backend && !failed.has(name))
      await startFirst([...again, ...others], `"${backend}" failed (${error.message})`)
      onChange()
    })().finally(() => {
      recovering = null
    })
    return recovering
  }

  /** Runs `work` on the backend of a job; a failure is answered by a restart, and passed on. */
  async function on<T>(job: 'inference' | 'training', work: (backend: BackendName) => Promise<T>): Promise<T> {
    const backend = backends[job]
    if (backend === null) throw penchantError('BackendUnavailable', backends.reason)
    try {
      if (backendIsLost(backend)) throw penchantError('BackendUnavailable', `the context of "${backend}" was lost`)
      return await work(backend)
    } catch (error) {
      void recover(backend, error as Error)
      throw error
    }
  }

  /** Learns nothing by it. */
  async function trainOnce(backend: BackendName, sequence = sample): Promise<void> {
    const [batch] = learningBatches(questionsOf(sequence, 'next-item'), sequence, base, createRandom(1))
    await adapterGradients(batch, model, createAdapter(config, createRandom(1)), 0, backend)
  }

  /**
   * Spreads over short steps what the browser compiles when it trains for the first time, or the first real one would take
   * half as long again as any other. A GPU compiles for each shape anew.
   */
  async function warmUp(backend: BackendName, slices: Slices): Promise<void> {
    if (warm.has(backend) || (backend !== 'wasm' && backend !== 'cpu')) return
    warm.add(backend)
    for (let step = 0; step < WARM_UP.steps; step++) {
      await trainOnce(backend, madeUpSequence(serving, WARM_UP.interactions))
      await slices.next()
    }
  }

  if (wanted === 'auto') await startFirst(SAFE, 'the first that started')
  else await startFirst([wanted, ...SAFE.filter((name) => name !== wanted)], `"${wanted}" was asked for`)

  return {
    get backends() {
      return backends
    },
    get mix() {
      return personalMix(serving.manifest.mix, version?.mix ?? null)
    },
    get isAdapted() {
      return version?.adapter != null || version?.mix != null
    },
    encode: (sequence, provisional) =>
      on('inference', (backend) => run(backend, sequence, version?.adapter ?? null, { provisional })),
    adopt(bytes) {
      version = bytes && decodeVersion(bytes, config)
    },
    learn: (sequence, { previous, inherited }, signal) =>
      on('training', async (backend) => {
        const slices = createSlices()
        await warmUp(backend, slices)
        const learnt = await learn({
          sequence,
          base,
          champion: version,
          previous: previous && decodeVersion(previous, config),
          inherited: inherited && inherit(inherited, config),
          backend,
          vectors: createVectors(sequence, model, backends.inference ?? backend, slices),
          slices,
          signal,
        })
        const changed = learnt.version && learnt.version !== version
        return { runs: learnt.runs, version: changed ? encodeVersion(learnt.version!) : null }
      }),
    async improve(known) {
      const running = backends.inference
      if (wanted !== 'auto' || running === null) return null
      const jobs = { inference: start, training: trainOnce }
      const choice = known ?? (await chooseBackends(running, jobs))
      for (const name of new Set([choice.inference, choice.training])) await start(name)
      backends = choice
      onChange()
      return choice
    },
  }
}
