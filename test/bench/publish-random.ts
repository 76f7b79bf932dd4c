import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, createWeights, DEFAULT_CONFIG } from '@penchant/model'
import { quantizeTable } from '@penchant/scorer'
import { publishParts } from '../../packages/engine/test/publish-parts.ts'

const NEIGHBOURS = 30

/**
 * A published model of `items` items that has the shape and the cost of a real one and knows nothing.
 * @returns its folder, which the caller removes
 */
export async function publishRandom(items: number): Promise<string> {
  const random = createRandom(1)
  const d = DEFAULT_CONFIG.dimension
  const whole = (below: number) => Math.floor(random.uniform() * below)
  /** Neighbours of one item: none is named twice. */
  const different = () => {
    const rows = new Set<number>()
    while (rows.size < NEIGHBOURS) rows.add(1 + whole(items))
    return [...rows]
  }
  const popularity = Float32Array.from({ length: items }, (_, i) => 1 / (i + 10))
  const total = popularity.reduce((sum, share) => sum + share, 0)
  const { files } = await publishParts({
    name: `random ${items}`,
    config: DEFAULT_CONFIG,
    mix: {
      ...{ coVisitation: 1, coVisitationDecay: 0.8, secondHop: 0.6 },
      ...{ memory: 0.5, memoryDecay: 0.8, last: 0.05, habit: 0.02, habitDecay: 0.9, frequency: 0.01, recall: 0.01 },
    },
    weights: createWeights(DEFAULT_CONFIG, random),
    table: quantizeTable(
      Float32Array.from({ length: items * d }, () => random.normal() / Math.sqrt(d)),
      d,
    ),
    columns: {
      id: Array.from({ length: items }, (_, i) => `i${i}`),
      title: Array.from({ length: items }, (_, i) => `A thing with number ${i}`),
      price: Array.from({ length: items }, () => 5 + whole(200)),
    },
    neighbours: {
      offsets: Uint32Array.from({ length: items + 1 }, (_, i) => NEIGHBOURS * i),
      rows: Uint32Array.from(Array.from({ length: items }, different).flat()),
      weights: Float32Array.from({ length: NEIGHBOURS * items }, (_, i) => 0.3 / (1 + (i % NEIGHBOURS))),
    },
    popularity: popularity.map((share) => share / total),
  })
  const folder = await mkdtemp(join(tmpdir(), 'penchant-bench-'))
  for (const [path, bytes] of files) await writeFile(join(folder, path), bytes)
  return folder
}
