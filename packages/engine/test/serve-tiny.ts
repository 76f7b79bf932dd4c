import { decodeTable, decodeWeights, type ServingModel, servingModel } from '@penchant/model'
import { readCatalogue } from '@penchant/protocol'
import { decodeNeighbours, twoHops } from '@penchant/ranking'
import { createScorer } from '@penchant/scorer'
import type { Serving } from '../src/serving.ts'
import type { TinyModel } from './publish-tiny.ts'

/** A published model as it is after loading, without an encoder: for tests that bring their own backend. */
export function serveTiny({ manifest, files }: TinyModel): { serving: Serving; model: ServingModel } {
  const file = (name: keyof typeof manifest.files) => files.get(manifest.files[name].path)!
  const rows = decodeTable(file('table'), manifest)
  const serving: Serving = {
    manifest,
    hash: 'tiny',
    bytes: 0,
    catalogue: readCatalogue(file('items'), manifest.items),
    neighbours: twoHops(decodeNeighbours(file('neighbours'), manifest.items), 0),
    popularity: new Float32Array(file('popularity').slice().buffer),
    table: { rows, scorer: createScorer(rows) },
    encoder: null,
  }
  return { serving, model: servingModel(manifest.config, decodeWeights(file('weights'), manifest), rows) }
}
