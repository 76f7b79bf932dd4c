import type { EngineStatus } from '@penchant/protocol'
import type { Audit } from './audit.ts'
import type { IdleWork } from './idle-work.ts'
import type { InteractionStore } from './interaction-store.ts'
import type { Learner } from './learner.ts'
import type { ModelLoading } from './model-loading.ts'
import type { PageLists } from './page-lists.ts'
import type { Pause } from './pause.ts'
import type { RequestLog } from './request-log.ts'

interface Parts {
  model: ModelLoading
  lists: PageLists
  store: InteractionStore
  pause: Pause
  audit: Audit
  idle: IdleWork
  learner: Learner
  requests: RequestLog
}

/** @returns what gives, whenever it is called, how things stand with the parts of a visit */
export function createVisitStatus(parts: Parts): () => EngineStatus {
  const { model, lists, store, pause, audit, idle, learner, requests } = parts
  let persisted: boolean | null = null
  void globalThis.navigator?.storage?.persisted?.().then(
    (is) => {
      persisted = is
    },
    () => {},
  )
  return () => ({
    ...model.status(),
    ...(lists.rerankerError && { rerankerError: lists.rerankerError }),
    storage: store.storage,
    storageProblem: store.problem,
    persisted,
    interactions: store.history.length,
    sessions: store.history.at(-1)?.session ?? 0,
    paused: pause.on,
    audit: audit.status(model.serving),
    waits: idle.waits || learner.waits,
    adapter: learner.adapter,
    learning: learner.runs,
    timings: { start: model.startTime, ...lists.timings },
    requests: requests.list(),
  })
}
