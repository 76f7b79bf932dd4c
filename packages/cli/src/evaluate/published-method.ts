import type { PublishedModel } from '../published-model.ts'
import { listMaker, listRanks } from './list-ranker.ts'
import { type Answer, answerOf, LIST_SHOWN, type Method } from './method.ts'

/** The published model; a visitor whose history it does not know gets what is popular, as in the browser. */
export function publishedMethod(published: PublishedModel): Method {
  return method('penchant', published, listMaker(published))
}

/** The score's parts that come from what the visitor did, not from what is around it. */
const NO_MEMORY = { memory: 0, last: 0, habit: 0, frequency: 0, recall: 0 }
const NO_CO_VISITATION = { coVisitation: 0, recall: 0 }

/** The score with parts of it left out, with the published weights of the others: what each part is worth. */
export function ablations(published: PublishedModel): Method[] {
  const { mix, items } = published.manifest
  const encoder = listMaker(published, { ...mix, ...NO_CO_VISITATION, ...NO_MEMORY })
  const both = listMaker(published, { ...mix, ...NO_MEMORY })
  const remembering = listMaker(published, { ...mix, ...NO_CO_VISITATION })
  // A model that finds all items alike leaves the order to co-visitation.
  const silent = { ...published, scorer: { ...published.scorer, score: () => new Float32Array(items) } }
  const visited = listMaker(silent, { ...mix, ...NO_MEMORY, coVisitation: mix.coVisitation || 1 })
  return [
    method('encoder alone', published, encoder),
    method('co-visitation alone', published, visited),
    method('encoder and co-visitation', published, both),
    method('encoder and memory', published, remembering),
  ]
}

function method(name: string, published: PublishedModel, listOf: ReturnType<typeof listMaker>): Method {
  return {
    name,
    bytes: published.bytes,
    answer(query, vector): Answer {
      if (vector.length === 0) return answerOf(published.popularity, query.targets)
      const mixed = listOf(query, vector)
      return { ranks: listRanks(mixed, query.targets), list: mixed.rows.slice(0, LIST_SHOWN), mixed }
    },
  }
}
