export { type Adapter, adapterGradients, createAdapter } from './adapter.ts'
export { decodeTable, decodeWeights, encodeTable, encodeWeights, servingModel } from './artefact.ts'
export { causalMask } from './attention.ts'
export type { Batch, TurnedDown } from './batch.ts'
export { type BatchShard, shardsOf } from './batch-shard.ts'
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts'
export { DEFAULT_CONFIG, DEFAULT_TRAINING, OPTIMIZERS, type OptimizerName, type TrainingConfig } from './config.ts'
export { decodeContentRows, encodeContentRows } from './content-rows.ts'
export { CLOCK_FIELDS, contextCode } from './context.ts'
export { contextGradients } from './context-gradients.ts'
export { encodeWindows, type Queries } from './encode-windows.ts'
export { buildFeatures, durationBucket, type Features, lastWindow, type Window } from './features.ts'
export { fromHalf, toHalf } from './half.ts'
export type { Int8Table } from './int8-table.ts'
export {
  ALL_PRICES,
  type Content,
  contentReader,
  fieldSize,
  type ItemFacts,
  type ItemField,
  type ItemPipeline,
  pathKey,
  pipelineSize,
  titleBuckets,
} from './item-pipeline.ts'
export { layerNorm } from './layer-norm.ts'
export { LOSSES, type LossName } from './loss.ts'
export { type Metrics, meanMetrics, pessimisticRank, queryMetrics } from './metrics.ts'
export { type Candidates, sampleCandidates } from './negatives.ts'
export { encodePackedTable, type PackedTable, partStart, readPackedTable, unpackTable } from './packed-table.ts'
export { provisionalRow } from './provisional-row.ts'
export { createRandom, type Random } from './random.ts'
export { type Forward, unitRows } from './recommender.ts'
export { MAX_DWELL_SECONDS, type Sequence, timing } from './sequence.ts'
export type { ServingModel } from './serving-model.ts'
export { type Gradients, gradients, type ShardGradients, shardGradients } from './train-step.ts'
export { transformerBlock } from './transformer-block.ts'
export {
  contextEntries,
  createContextWeights,
  createItemRows,
  createWeights,
  elements,
  tableRows,
  view,
  type Weights,
  weightEntries,
  withContext,
} from './weights.ts'
