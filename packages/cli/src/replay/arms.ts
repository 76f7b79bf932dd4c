import { DEFAULT_TIERS } from '@penchant/learning'
import type { LearningTier } from '@penchant/protocol'

/** One way to answer a visitor, all on the same questions. */
export interface Arm {
  name: string
  /** What it knows: the last session alone, the model's window, so many of the last interactions, or everything. */
  sees: 'session' | 'window' | 'longer' | 'everything'
  /** False: the model and co-visitation alone, without a term for what this visitor comes back to. */
  remembers?: false
  tiers: readonly LearningTier[]
  gated: boolean
}

/** Interactions of the longer context: what a larger model could be given. */
export const LONGER = 200

/** From the least that a shop can know to everything that a device can learn. */
export const ARMS: readonly Arm[] = [
  { name: 'this session', sees: 'session', tiers: [], gated: true },
  { name: 'window, no memory', sees: 'window', remembers: false, tiers: [], gated: true },
  { name: 'last window', sees: 'window', tiers: [], gated: true },
  { name: 'longer window', sees: 'longer', tiers: [], gated: true },
  { name: 'memory', sees: 'everything', tiers: [], gated: true },
  { name: '+ mix', sees: 'everything', tiers: ['mix'], gated: true },
  { name: '+ closed form', sees: 'everything', tiers: ['closed-form'], gated: true },
  { name: '+ vector', sees: 'everything', tiers: ['vector'], gated: true },
  { name: '+ LoRA', sees: 'everything', tiers: ['lora'], gated: true },
  { name: 'as shipped', sees: 'everything', tiers: DEFAULT_TIERS, gated: true },
  { name: 'everything, gated', sees: 'everything', tiers: ['mix', 'closed-form', 'vector', 'lora'], gated: true },
  { name: 'everything, no gate', sees: 'everything', tiers: ['mix', 'closed-form', 'vector', 'lora'], gated: false },
]

/** What each arm that learns is judged against. */
export const MEMORY = 'memory'
export const WINDOW = 'last window'
export const FORGETFUL = 'window, no memory'
