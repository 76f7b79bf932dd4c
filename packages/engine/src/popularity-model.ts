import type { MixConfig } from '@penchant/protocol'
import type { Serving } from './serving.ts'

/** Where the model is not there, popularity takes the place of its probability in the same mixture. */
export function popularityModel({ popularity, manifest: { mix } }: Serving): {
  scores: Float32Array
  temperature: number
  mix: MixConfig
} {
  return {
    scores: popularity.map((share) => Math.log(Math.max(share, 1e-12))),
    temperature: 1,
    mix: { ...mix, coVisitation: mix.coVisitation || 1 },
  }
}
