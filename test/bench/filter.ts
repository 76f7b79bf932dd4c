/**
 * Time to read a filter by its length, for the texts that are worst for it: linear means that twice the length takes
 * about twice the time.
 * npm run bench:filter
 */
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, parseFilter } from '../../packages/ranking/src/filter/parse-filter.ts'

const REPEATS = 300
const nested = '('.repeat(MAX_FILTER_DEPTH)

/** Each fills up to a length. */
const SHAPES: Record<string, (length: number) => string> = {
  'comparisons joined by or': (length) => 'price = 1 or '.repeat(length / 13),
  'a list of ids': (length) => `id in [${'"a",'.repeat((length - 8) / 4)}`,
  'an open text': (length) => `id = "${'a'.repeat(length - 6)}`,
  'escapes in an open text': (length) => `id = "${'\\"'.repeat((length - 6) / 2)}`,
  spaces: (length) => ' '.repeat(length),
  digits: (length) => `price = ${'9'.repeat(length - 8)}x`,
  'parentheses at full depth': (length) => `${nested}price = 1${')'.repeat(MAX_FILTER_DEPTH)} and `.repeat(length / 78),
}
const LENGTHS = [MAX_FILTER_LENGTH / 4, MAX_FILTER_LENGTH / 2, MAX_FILTER_LENGTH]

/** Milliseconds, the best of many: what else the machine did is no part of it. */
function time(text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < REPEATS; i++) {
    const start = performance.now()
    try {
      parseFilter(text)
    } catch {
      // Most of them are wrong, at their end.
    }
    best = Math.min(best, performance.now() - start)
  }
  return best
}

console.log(`Node ${process.version}, milliseconds, best of ${REPEATS}`)
const row = (name: string, cells: string[]) => {
  console.log(name.padEnd(28), ...cells.map((cell) => cell.padStart(13)))
}
row('text', [...LENGTHS.map((length) => `${length} chars`), 'last / first'])
for (const [name, shape] of Object.entries(SHAPES)) {
  const times = LENGTHS.map((length) => time(shape(length)))
  row(name, [...times.map((each) => each.toFixed(3)), (times[2] / times[0]).toFixed(1)])
}
