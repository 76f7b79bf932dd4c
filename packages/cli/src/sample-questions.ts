import { type Dataset, readSequences } from './dataset.ts'
import { sample } from './sample.ts'
import { type Query, queriesOf } from './targets.ts'

/** Questions of one sequence: a robot's ten thousand would be the whole sample, each with all its history. */
const MOST_OF_A_SEQUENCE = 200

/** Questions of the validation split, at most `size`: of a long sequence so many, evenly spaced. The same for the same seed. */
export function sampleQuestions(dataset: Dataset, size: number, seed: number): Promise<Query[]> {
  return sample(questionsOf(dataset), size, seed)
}

async function* questionsOf(dataset: Dataset): AsyncGenerator<Query> {
  for await (const sequence of readSequences(dataset, 'validation')) {
    const all = [...queriesOf(sequence, dataset.task)]
    const count = Math.min(all.length, MOST_OF_A_SEQUENCE)
    for (let i = 0; i < count; i++) yield all[Math.floor((i * all.length) / count)]
  }
}
