/**
 * For a worker entry of the shop’s own.
 * @module penchant/engine
 */
export type { Reranker, RerankerCandidate, RerankerContext } from './own-reranker.ts'
export type { Plugs } from './plugs.ts'
export { startEngine } from './start-engine.ts'
