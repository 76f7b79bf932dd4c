import { sample } from '../sample.ts'
import type { Query } from '../targets.ts'

/** A question that the report shows, with what each method answers. */
export interface Example {
  query: Query
  /** Best item rows by method. */
  lists: Record<string, Int32Array>
}

const EXAMPLES = 20

export function keyOf({ sequence, end }: Query): string {
  return `${sequence.id} ${end}`
}

/** Twenty questions drawn at random, each of another visitor and with something done before it. */
export async function chooseExamples(questions: AsyncIterable<Query>, seed: number): Promise<Query[]> {
  const drawn = await sample(questions, 20 * EXAMPLES, seed)
  const visitors = new Set<number>()
  return drawn.filter(({ sequence, end, targets }) => {
    if (end === 0 || !(targets[0] > 0) || visitors.has(sequence.id) || visitors.size >= EXAMPLES) return false
    visitors.add(sequence.id)
    return true
  })
}
