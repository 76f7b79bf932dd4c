import { decodeTable, decodeWeights, servingModel } from '@penchant/model'
import { type BackendName, penchantError, readCatalogue } from '@penchant/protocol'
import { decodeNeighbours, twoHops } from '@penchant/ranking'
import { createScorer } from '@penchant/scorer'
import type { Download, PublishedModel } from './download.ts'
import type { Encoder, Serving } from './serving.ts'
import { withTimeout } from './with-timeout.ts'

/** For the code that needs TF.js to arrive. */
const CODE_MILLISECONDS = 30_000

export interface LoadOptions {
  download: Download
  backend: BackendName | 'auto'
  /** Told whenever more of the model can be used; always with the same object for one model. */
  onProgress(serving: Serving): void
  /** Gives a fresh encoder what was learnt for this model, before it answers. */
  restore(encoder: Encoder, hash: string): Promise<void>
  /** Told why the newest model cannot be used, where the last good one takes its place, or why nothing can be encoded. */
  onProblem(error: Error): void
}

function readPopularity(bytes: Uint8Array): Float32Array {
  const shares = new Float32Array(bytes.slice().buffer)
  const bad = shares.findIndex((share) => !(share >= 0 && share <= 1))
  if (bad >= 0) throw penchantError('ModelInvalid', `popularity: item row ${bad + 1} has ${shares[bad]}, not a share`)
  return shares
}

async function loadPublished(published: PublishedModel, options: LoadOptions): Promise<void> {
  const { backend, onProgress, onProblem, restore } = options
  const { manifest, hash, bytes, file } = published
  const [items, neighbours, popularity] = await Promise.all([file('items'), file('neighbours'), file('popularity')])
  const serving: Serving = {
    manifest,
    hash,
    bytes,
    catalogue: readCatalogue(items, manifest.items),
    neighbours: twoHops(decodeNeighbours(neighbours, manifest.items), manifest.mix.secondHop ?? 0),
    popularity: readPopularity(popularity),
    table: null,
    encoder: null,
  }
  onProgress(serving)

  const code = import('./encoder.ts')
  // Awaited below; where a file fails first, this must not count as unhandled.
  code.catch(() => {})
  const [table, weights] = await Promise.all([file('table'), file('weights')])
  const rows = decodeTable(table, manifest)
  const model = servingModel(manifest.config, decodeWeights(weights, manifest), rows)
  serving.table = { rows, scorer: createScorer(rows) }
  await published.keep()
  onProgress(serving)

  try {
    const { startEncoder } = await withTimeout(code, CODE_MILLISECONDS, "the encoder's code")
    const encoder = await startEncoder(model, serving, backend, () => onProgress(serving))
    await restore(encoder, hash)
    serving.encoder = encoder
    onProgress(serving)
  } catch (error) {
    // The model is good, and another one would fare no better: what needs no backend goes on answering.
    onProblem(penchantError('BackendUnavailable', (error as Error).message, error))
  }
}

/**
 * Loads the newest model, what answers first coming first; where it cannot be had or is broken, the
 * last good one. Rejects with the reason where there is neither.
 */
export async function loadModel(options: LoadOptions): Promise<void> {
  try {
    await loadPublished(await options.download.newest(), options)
  } catch (problem) {
    const lastGood = await options.download.lastGood()
    if (!lastGood) throw problem
    options.onProblem(problem as Error)
    await loadPublished(lastGood, options)
  }
}
