import { DEFAULT_CONFIG, DEFAULT_TRAINING, type TrainingConfig, weightEntries } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { categorical, float, int, type Params, when } from '@penchant/tune'

/**
 * What is searched, and where. One block is in it because the session literature's winners have one; the step size
 * depends on the method: Adam diverges where Adagrad only begins to move.
 */
export const SPACE = {
  optimizer: categorical(['adam', 'adagrad']),
  adamRate: when({ optimizer: 'adam' }, float(0.001, 0.02, { log: true })),
  adagradRate: when({ optimizer: 'adagrad' }, float(0.01, 0.1, { log: true })),
  encoder: categorical(['transformer', 'gru']),
  blocks: int(1, 5),
  dimension: int(32, 256, { step: 32 }),
  itemDropout: float(0.1, 0.5),
  hiddenDropout: float(0.1, 0.5),
  batchPositions: categorical([512, 1024, 2048]),
  negatives: categorical([512, 1024, 2048, 4096]),
  loss: categorical(['sampled-softmax', 'bpr-max']),
  temperature: float(0.03, 0.2, { log: true }),
}

export type TunedParams = Params<typeof SPACE>

/** The settings of `pretrain` that no search has touched, as a point of the space. */
export const DEFAULT_PARAMS: TunedParams = {
  optimizer: 'adam',
  adamRate: DEFAULT_TRAINING.learningRate,
  encoder: DEFAULT_CONFIG.encoder,
  blocks: DEFAULT_CONFIG.blocks,
  dimension: DEFAULT_CONFIG.dimension,
  itemDropout: DEFAULT_TRAINING.itemDropout,
  hiddenDropout: DEFAULT_TRAINING.hiddenDropout,
  batchPositions: DEFAULT_TRAINING.batchPositions as 1024,
  negatives: DEFAULT_TRAINING.negatives as 2048,
  loss: DEFAULT_TRAINING.loss,
  temperature: DEFAULT_CONFIG.temperature,
}

/** A point of the space as the settings of `pretrain`. */
export function settingsOf(params: TunedParams): { config: ModelConfig; training: TrainingConfig } {
  const { optimizer, adamRate, adagradRate, encoder, blocks, dimension, temperature, ...training } = params
  return {
    config: { ...DEFAULT_CONFIG, encoder, blocks, dimension, temperature, feedForward: 2 * dimension },
    training: { ...DEFAULT_TRAINING, ...training, optimizer, learningRate: (adamRate ?? adagradRate)! },
  }
}

/**
 * Bytes that a visitor downloads for the parts which a setting decides: the encoder's weights (fp16) and the item
 * table (int8, a float32 scale a row). Item data and neighbours cost the same under every setting.
 */
export function bytesOf({ config }: { config: ModelConfig }, items: number): number {
  const weights = weightEntries(config).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  return 2 * weights + items * (config.dimension + 4)
}
