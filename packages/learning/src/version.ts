import type { Adapter } from '@penchant/model'

/** What was learnt on this device, as one version of it. */
export interface Version {
  /** The visitor's vector and the low-rank additions. */
  adapter: Adapter | null
  /** Natural logarithms of the visitor's own factors on the weights of the score's parts, as `personalMix` takes them. */
  mix: Float32Array | null
  /** Interactions of the history when the gate let it through: what came later is its test. */
  seen: number
}
