import { readCatalogue } from '@penchant/protocol'
import { loadModel } from '../src/load-model.ts'
import type { Serving } from '../src/serving.ts'
import { downloadOf } from './load-tiny.ts'
import { publishTiny, TINY_ITEMS } from './publish-tiny.ts'

/** The tiny model, loaded whole, in plain JavaScript. */
export async function loadServing(options?: Parameters<typeof publishTiny>[0]): Promise<Serving> {
  let whole: Serving | null = null
  const problems: Error[] = []
  await loadModel({
    download: downloadOf(await publishTiny(options)),
    backend: 'cpu',
    restore: async () => {},
    onProgress: (serving) => {
      whole = serving
    },
    onProblem: (error) => problems.push(error),
  })
  if (problems.length > 0 || !whole) throw problems[0] ?? new Error('nothing was loaded')
  return whole
}

/** The same with more to say of its items: i0 costs 1, i1 costs 2, …; even ones are of Tide, odd ones of Zephyr. */
export function withAttributes(serving: Serving): Serving {
  const rows = Array.from({ length: TINY_ITEMS }, (_, i) => i)
  const columns = {
    id: rows.map((i) => `i${i}`),
    price: rows.map((i) => i + 1),
    brand: rows.map((i) => i % 2),
    brands: ['Tide', 'Zephyr'],
    category: rows.map((i) => Math.floor(i / 10)),
    categories: [['Red'], ['Green'], ['Blue']],
  }
  return { ...serving, catalogue: readCatalogue(new TextEncoder().encode(JSON.stringify(columns)), TINY_ITEMS) }
}
