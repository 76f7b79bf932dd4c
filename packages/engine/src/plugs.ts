import type { Reranker } from './own-reranker.ts'

/** What a shop brings in by a worker entry of its own: functions do not cross from the page. */
export interface Plugs {
  rerank?: Reranker
}
