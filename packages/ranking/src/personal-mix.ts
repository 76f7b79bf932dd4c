import type { MixConfig } from '@penchant/protocol'

/** The weights of the score's parts that a visitor may have of their own. */
export const MIX_WEIGHTS = ['coVisitation', 'memory', 'last', 'habit', 'frequency', 'recall'] as const
export type MixWeight = (typeof MIX_WEIGHTS)[number]

/**
 * The mix with a visitor's own weights. As factors they keep the sign, and a part that the shop's mix leaves out stays out.
 * @param logFactors natural logarithms, in the order of `MIX_WEIGHTS`; zeros are the mix as it is
 */
export function personalMix(mix: MixConfig, logFactors: ArrayLike<number> | null): MixConfig {
  if (!logFactors) return mix
  const own = { ...mix }
  for (const [i, name] of MIX_WEIGHTS.entries()) {
    const weight = mix[name]
    if (weight) own[name] = weight * Math.exp(logFactors[i])
  }
  return own
}
