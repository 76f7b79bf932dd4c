import type { EngineStatus } from '@penchant/protocol'
import { type LoadOptions, loadModel } from './load-model.ts'
import type { Serving } from './serving.ts'
import { withTimeout } from './with-timeout.ts'

/** How long after the start an answer waits for the model, rather than come from what needs none. */
const PATIENCE_MILLISECONDS = 1500
/** Between two attempts to load a model that could not be had. */
const RETRY_MILLISECONDS = 30_000

/** The model of a visit, from its first part to the last, and what became of it. */
export interface ModelLoading {
  /** What is there of the model. */
  readonly serving: Serving | null
  /** Milliseconds that an answer waits for more of it; none from 0 down. */
  readonly patience: number
  /** Milliseconds from the visit's start until all was there, or loading ended; 0 before. */
  readonly startTime: number
  /** Resolves when loading has ended; `null` where nothing is being loaded. */
  readonly ending: Promise<void> | null
  start(): void
  /** Starts again, where no model could be had and the last attempt is long enough ago. */
  retry(): void
  /** Resolves when the part is there, when loading has ended, or when it has lasted too long. */
  waitFor(part: keyof Serving, milliseconds: number): Promise<void>
  /** Has the encoder use what is stored of what was learnt: another tab may have changed or deleted it. */
  restore(): Promise<void>
  status(): Pick<EngineStatus, 'model' | 'modelError' | 'backend' | 'scorer'>
}

export interface ModelLoadingOptions extends Pick<LoadOptions, 'download' | 'backend' | 'restore'> {
  /** When the visit started, by `performance.now()`. */
  opened: number
  signal: AbortSignal
  /** Called whenever more of the model is there, and when loading ends. */
  onProgress(): void
  onEnd(): void
}

export function createModelLoading(options: ModelLoadingOptions): ModelLoading {
  const { restore, opened, signal, onProgress, onEnd } = options
  let serving: Serving | null = null
  let modelError: Error | null = null
  let backendError = ''
  let loading: Promise<void> | null = null
  let lastLoad = 0
  let startTime = 0
  /** Who waits. */
  const waiting = new Set<() => void>()

  function start(): void {
    lastLoad = performance.now()
    modelError = null
    loading = loadModel({
      ...options,
      onProgress(loaded) {
        serving = loaded
        if (loaded.encoder) startTime ||= performance.now() - opened
        progressed()
      },
      onProblem(error) {
        if (error.name === 'BackendUnavailable') backendError = error.message
        else modelError = error
      },
    })
      .catch((error) => {
        modelError = error
      })
      .finally(() => {
        loading = null
        startTime ||= performance.now() - opened
        progressed()
        onEnd()
      })
  }

  function progressed(): void {
    for (const heard of [...waiting]) heard()
    onProgress()
  }

  return {
    get serving() {
      return serving
    },
    get patience() {
      return opened + PATIENCE_MILLISECONDS - performance.now()
    },
    get startTime() {
      return startTime
    },
    get ending() {
      return loading
    },
    start,
    retry() {
      if (!serving && !loading && !signal.aborted && performance.now() - lastLoad > RETRY_MILLISECONDS) start()
    },
    async waitFor(part, milliseconds) {
      const isOver = () => serving?.[part] != null || !loading
      if (isOver() || milliseconds <= 0) return
      let heard = () => {}
      const arrived = new Promise<void>((resolve) => {
        heard = () => {
          if (isOver()) resolve()
        }
        waiting.add(heard)
      })
      await withTimeout(arrived, milliseconds, 'the model').catch(() => {})
      waiting.delete(heard)
    },
    async restore() {
      if (serving?.encoder) await restore(serving.encoder, serving.hash)
    },
    status: () => ({
      model: serving && {
        name: serving.manifest.name,
        hash: serving.hash,
        items: serving.manifest.items,
        bytes: serving.bytes,
      },
      ...(modelError && { modelError: `${modelError.name}: ${modelError.message}` }),
      backend: serving?.encoder?.backends ?? {
        inference: null,
        training: null,
        reason: backendError || (loading ? 'starting' : 'no model'),
      },
      scorer: serving?.table?.scorer.kind ?? null,
    }),
  }
}
