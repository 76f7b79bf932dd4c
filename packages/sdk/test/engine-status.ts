import type { EngineStatus } from '@penchant/protocol'

/** The status of an engine with nothing wrong. */
export function engineStatus(interactions: number): EngineStatus {
  return {
    model: { name: 'test', hash: '00', items: 3, bytes: 1 },
    backend: { inference: 'cpu', training: 'cpu', reason: 'test' },
    storage: 'indexeddb',
    storageProblem: '',
    persisted: null,
    scorer: 'javascript',
    interactions,
    sessions: 1,
    paused: false,
    audit: { verdict: 'person', reasons: [], leftOut: 0 },
    waits: '',
    adapter: { state: 'base', base: null, version: 0 },
    learning: [],
    timings: { start: 0, lastEncode: null, lastScore: null, lastRecommend: null },
    requests: [],
  }
}
