import type { Dataset } from '../dataset.ts'
import type { Output } from '../output.ts'
import { queryVectors } from '../query-vectors.ts'
import { REFERENCE_NAMES, REFERENCES } from '../references/reference.ts'
import { type TrainedReference, trainReference } from '../references/train-reference.ts'
import { sampleQuestions } from '../sample-questions.ts'
import type { Query } from '../targets.ts'
import { type FoundSetting, searchSettings, TUNING_QUESTIONS } from './fit-baselines.ts'
import { answerOf, type Method } from './method.ts'

/** A reference as a method, with the vectors that it answers from. */
export interface FittedReference extends Method {
  vectors(queries: AsyncIterable<Query>): AsyncIterable<{ query: Query; vector: Float32Array }>
}

/** The neural references, each with the same number of tries, every one trained for `epochs` on train. */
export async function fitReferences(
  dataset: Dataset,
  { epochs, trials, seed, output }: { epochs: number; trials: number; seed: number; output: Output },
): Promise<{ methods: FittedReference[]; found: FoundSetting[] }> {
  const validation = await sampleQuestions(dataset, TUNING_QUESTIONS, seed)
  const methods: FittedReference[] = []
  const found: FoundSetting[] = []
  for (const name of REFERENCE_NAMES) {
    output.line(`training ${name}`)
    let best: TrainedReference | undefined
    const train = async (settings: Record<string, unknown>) => {
      const trained = await trainReference(name, dataset, validation, {
        epochs,
        seed,
        settings: settings as Parameters<typeof trainReference>[3]['settings'] & object,
      })
      if (!best || trained.validation > best.validation) best = trained
      return trained.validation
    }
    if (trials > 0) found.push({ method: name, ...(await searchSettings(REFERENCES[name].space, train, trials, seed)) })
    else {
      await train({})
      found.push({ method: name, settings: {}, trials: 0 })
    }
    const { model, scorer, bytes } = best!
    methods.push({
      name,
      bytes,
      vectors: (queries) => queryVectors(queries, model),
      answer: ({ targets }, vector) => answerOf(asShares(scorer.score(vector)), targets),
    })
  }
  return { methods, found }
}

/** Cosines moved above 0, so that all are shown. */
function asShares(cosines: Float32Array): Float32Array {
  return cosines.map((cosine) => cosine + 2)
}
