import type { ServingModel } from '@penchant/model'
import type { Manifest } from '@penchant/protocol'
import type { NeighbourLists } from '@penchant/ranking'
import type { Scorer } from '@penchant/scorer'

/** The published model, which everybody gets and learning starts from. */
export interface Base {
  manifest: Pick<Manifest, 'config' | 'mix' | 'task'>
  model: ServingModel
  scorer: Pick<Scorer, 'score'>
  neighbours: NeighbourLists
  /** Share of all interactions that each item has [items]. */
  popularity: Float32Array
}
