import type { ItemTable } from './item-table.ts'
import { KERNEL_WASM } from './kernel-wasm.ts'
import { createQueryQuantizer } from './quantize-query.ts'
import type { Scorer } from './scorer.ts'
import { topK } from './top-k.ts'

// What this file needs of the platform: the standard library's types alone do not hold it.
declare const atob: (base64: string) => string
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Memory: new (limits: { initial: number }) => { readonly buffer: ArrayBuffer }
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

interface Kernel {
  /** See kernel.ts; pointers in bytes. */
  score(
    table: number,
    scales: number,
    query: number,
    scores: number,
    items: number,
    dimension: number,
    queryScale: number,
  ): void
}

const PAGE_BYTES = 65_536
const multipleOf = (unit: number, count: number) => Math.ceil(count / unit) * unit

/**
 * The SIMD kernel with its own copy of the table in WebAssembly's memory.
 *
 * Compiles synchronously: browsers allow that for so small a module even on the main thread. Throws where the
 * platform has no WebAssembly SIMD, where a content security policy lacks `'wasm-unsafe-eval'`, and where there is
 * no memory to be had.
 */
export function createWasmScorer(table: ItemTable): Scorer {
  const { data, scales, dimension } = table
  const items = scales.length
  const module = new WebAssembly.Module(Uint8Array.from(atob(KERNEL_WASM), (character) => character.charCodeAt(0)))

  const width = multipleOf(8, dimension)
  const rows = multipleOf(4, items)
  let end = 0
  const reserve = (bytes: number) => {
    const start = end
    end = multipleOf(16, end + bytes)
    return start
  }
  const tableAt = reserve(rows * width)
  const scalesAt = reserve(rows * 4)
  const queryAt = reserve(width * 2)
  const scoresAt = reserve(rows * 4)
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE_BYTES) })
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as Kernel

  const { buffer } = memory
  const padded = new Int8Array(buffer, tableAt, rows * width)
  if (width === dimension) padded.set(data)
  else
    for (let row = 0; row < items; row++) padded.set(data.subarray(row * dimension, (row + 1) * dimension), row * width)
  new Float32Array(buffer, scalesAt, items).set(scales)
  const scores = new Float32Array(buffer, scoresAt, items)
  const quantizeQuery = createQueryQuantizer(table, new Int16Array(buffer, queryAt, dimension))

  const score = (query: Float32Array) => {
    kernel.score(tableAt, scalesAt, queryAt, scoresAt, rows, width, quantizeQuery(query))
    return scores
  }
  return { kind: 'wasm', items, score, top: (query, k, exclude) => topK(score(query), k, exclude) }
}
