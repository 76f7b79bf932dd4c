import { ITEM_EVENTS, type ModelConfig } from '@penchant/protocol'
import type { LossName } from './loss.ts'

/** Defaults of the forward pass. Sources: CORE (Hou et al. 2022) for τ and the pooling, SASRec for the blocks. */
export const DEFAULT_CONFIG: ModelConfig = {
  encoder: 'transformer',
  dimension: 64,
  blocks: 1,
  heads: 2,
  feedForward: 128,
  maxLength: 50,
  temperature: 0.07,
  events: ITEM_EVENTS.length,
  dwellBuckets: 10,
  gapBuckets: 16,
}

export const OPTIMIZERS = ['adam', 'adagrad'] as const
export type OptimizerName = (typeof OPTIMIZERS)[number]

/** Hyper-parameters of pretraining alone; nothing of this is needed to serve. */
export interface TrainingConfig {
  optimizer: OptimizerName
  loss: LossName
  /** Peak step size; cosine decay to a twentieth of it. */
  learningRate: number
  /** Share of the steps over which the step size rises to its peak. */
  warmup: number
  /** Most epochs; early stopping may end sooner. */
  epochs: number
  /** Epochs without a better validation NDCG@10 before training stops. */
  patience: number
  /** Padded positions a batch (sequences × their longest). */
  batchPositions: number
  /** Negatives drawn uniformly, shared by the batch; the batch's own targets are negatives too. */
  negatives: number
  /** Share of item-row elements dropped, on inputs and on candidates. */
  itemDropout: number
  /** Share of hidden elements dropped. */
  hiddenDropout: number
  /** L2 pull of the encoder's weights towards zero, per step (decoupled, AdamW). */
  weightDecay: number
  /** Whether item rows are made of what the shop says of its items, too. */
  tower: 'on' | 'off'
  /** With a tower, share of item rows a batch that do without what is their own, so that a new item's is nothing odd. */
  idDropout: number
  /** With a tower, longest δ: what a row has of its own. */
  idBound: number
  /** What targets weigh by what was done (an event, or `long_view`, `view`, `bounce`, `abandoned_cart`); `null`: all the same. */
  targetWeights: Readonly<Record<string, number>> | null
  /** Weight of a pair of a target and an item turned down before it in its session, beside the target's own; 0: none. */
  hardNegatives: number
  /** How much rarer older windows are learnt from: e^−recency of those at the beginning of train. 0: all. */
  recency: number
  seed: number
}

export const DEFAULT_TRAINING: TrainingConfig = {
  optimizer: 'adam',
  loss: 'sampled-softmax',
  learningRate: 0.005,
  warmup: 0.02,
  epochs: 12,
  patience: 2,
  batchPositions: 1024,
  negatives: 2048,
  itemDropout: 0.2,
  hiddenDropout: 0.2,
  weightDecay: 0,
  tower: 'on',
  idDropout: 0.15,
  idBound: 2,
  targetWeights: null,
  hardNegatives: 0,
  recency: 0,
  seed: 1,
}
