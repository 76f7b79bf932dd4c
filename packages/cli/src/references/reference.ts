import { createRandom, createWeights, DEFAULT_CONFIG, type Forward, view, type Weights } from '@penchant/model'
import type { ModelConfig } from '@penchant/protocol'
import { float, int, type Space } from '@penchant/tune'
import { coreAve } from './core-ave.ts'
import { sasrec } from './sasrec.ts'

export const REFERENCE_NAMES = ['core-ave', 'sasrec', 'gru-attention'] as const
export type ReferenceName = (typeof REFERENCE_NAMES)[number]

/** A neural model that others have published, in our own code, trained as the recommender is. */
export interface Reference {
  config: ModelConfig
  /** Default: the recommender's own, of which GRU + attention (NARM's form) is a setting. */
  forward?: Forward
  /** Which of the recommender's weights it has, by name. */
  has(name: string): boolean
  /** What a search may choose; `blocks` goes to the config, the rest to the training. */
  space: Space
}

const training = {
  learningRate: float(0.001, 0.02, { log: true }),
  itemDropout: float(0.1, 0.5),
  temperature: float(0.03, 0.2, { log: true }),
}

export const REFERENCES: Record<ReferenceName, Reference> = {
  'core-ave': { config: { ...DEFAULT_CONFIG, blocks: 0 }, forward: coreAve, has: () => false, space: training },
  sasrec: {
    config: { ...DEFAULT_CONFIG, blocks: 2 },
    forward: sasrec,
    has: (name) => name === 'position' || name.startsWith('block') || name.startsWith('output'),
    space: { ...training, hiddenDropout: float(0.1, 0.5), blocks: int(1, 3) },
  },
  'gru-attention': {
    config: { ...DEFAULT_CONFIG, encoder: 'gru' },
    has: () => true,
    space: { ...training, hiddenDropout: float(0.1, 0.5), blocks: int(1, 2) },
  },
}

/** Fresh weights of a reference, in one array of their own. */
export function referenceWeights({ has }: Reference, config: ModelConfig, seed: number): Weights {
  const whole = createWeights(config, createRandom(seed))
  const kept = whole.entries.filter(({ name }) => has(name))
  const parts = kept.map((entry) => view(whole, entry))
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  const entries = kept.map((entry, i) => {
    values.set(parts[i], offset)
    offset += parts[i].length
    return { ...entry, offset: offset - parts[i].length }
  })
  return { entries, values }
}
