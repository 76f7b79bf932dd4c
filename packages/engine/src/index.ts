export type { Reranker, RerankerCandidate, RerankerContext } from './own-reranker.ts'
export { type Plugs, startEngine } from './start-engine.ts'
