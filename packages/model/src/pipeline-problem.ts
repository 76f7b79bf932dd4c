const KINDS = ['path', 'category', 'number', 'price', 'title']

type Fields = Readonly<Record<string, unknown>>

const isTexts = (value: unknown) => Array.isArray(value) && value.every((text) => typeof text === 'string')
const isNumbers = (value: unknown) => Array.isArray(value) && value.every(Number.isFinite)
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with an item pipeline as it was read from a file: field, value and remedy; `null`: nothing. */
export function pipelineProblem(pipeline: unknown): string | null {
  if (!Array.isArray(pipeline)) return 'the item pipeline is no array of fields; publish the model again'
  for (const [i, field] of pipeline.entries()) {
    const { kind, name, values, bounds, buckets, idf } = (field ?? {}) as Fields
    const wrong = (property: string, wanted: string) =>
      `"pipeline[${i}].${property}" is not ${wanted}; publish the model again`
    // A newer trainer may know more: its feature rows cannot be counted, so nothing behind them can be read.
    if (!KINDS.includes(kind as string)) {
      return `"pipeline[${i}].kind" is ${JSON.stringify(kind)}, and this version knows ${KINDS.join(', ')}; take the version that published the model`
    }
    if ((kind === 'category' || kind === 'number') && typeof name !== 'string') return wrong('name', 'a text')
    if ((kind === 'path' || kind === 'category') && !isTexts(values)) return wrong('values', 'an array of texts')
    if (kind === 'number' && !isNumbers(bounds)) return wrong('bounds', 'an array of numbers')
    if (kind === 'price') {
      if (!isObject(bounds) || !Object.values(bounds).every(isNumbers))
        return wrong('bounds', 'arrays of numbers by path')
      const most = Math.max(0, ...Object.values(bounds).map((list) => (list as number[]).length))
      if (!Number.isInteger(buckets) || (buckets as number) <= most)
        return wrong('buckets', 'more than there are bounds')
    }
    if (kind === 'title' && !(isNumbers(idf) && (idf as number[]).length > 0))
      return wrong('idf', 'an array of numbers')
  }
  return null
}
