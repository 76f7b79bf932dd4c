/**
 * Times one query against tables of growing size, by both twins: the scores alone, and with the best 20.
 * node -e "import('vite').then((vite) => vite.runnerImport('./test/bench/scorer.ts'))"
 */
import { createScorer, type ItemTable, type Scorer } from '../../packages/scorer/src/index.ts'

const DIMENSION = 64
const SIZES = [2_000, 10_000, 50_000, 200_000]
const MILLISECONDS_EACH = 1_000

function randomTable(items: number): ItemTable {
  const data = Int8Array.from({ length: items * DIMENSION }, () => Math.floor(Math.random() * 255) - 127)
  return { data, scales: new Float32Array(items).fill(1 / 127), dimension: DIMENSION }
}

/** Milliseconds of single calls, the first tenth left out as warm-up. */
function time(call: () => void): { p50: number; p95: number } {
  const samples: number[] = []
  const end = performance.now() + MILLISECONDS_EACH
  while (performance.now() < end || samples.length < 20) {
    const start = performance.now()
    call()
    samples.push(performance.now() - start)
  }
  const warm = samples.slice(Math.ceil(samples.length / 10)).sort((a, b) => a - b)
  const quantile = (share: number) => warm[Math.min(warm.length - 1, Math.floor(warm.length * share))]
  return { p50: quantile(0.5), p95: quantile(0.95) }
}

const columns = ['rows', 'twin', 'start', 'scores p50', 'p95', 'top 20 p50', 'p95']
console.log(`d = ${DIMENSION}, milliseconds, one core, Node ${process.version}`)
console.log(columns.map((name) => name.padStart(12)).join(''))
for (const items of SIZES) {
  const table = randomTable(items)
  const queries = Array.from({ length: 64 }, () => Float32Array.from({ length: DIMENSION }, () => Math.random() - 0.5))
  for (const kind of ['wasm', 'javascript'] satisfies Scorer['kind'][]) {
    const start = performance.now()
    const scorer = createScorer(table, kind)
    const started = performance.now() - start
    let turn = 0
    const scores = time(() => void scorer.score(queries[turn++ % 64]))
    const top = time(() => void scorer.top(queries[turn++ % 64], 20))
    const numbers = [started, scores.p50, scores.p95, top.p50, top.p95].map((each) => each.toFixed(3))
    console.log([items, scorer.kind, ...numbers].map((cell) => String(cell).padStart(12)).join(''))
  }
}
