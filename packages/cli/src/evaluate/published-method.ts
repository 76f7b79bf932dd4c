import type { PublishedModel } from '../published-model.ts'
import { listMaker, listRanks } from './list-ranker.ts'
import { type Answer, answerOf, LIST_SHOWN, type Method } from './method.ts'

/** The published model; a visitor whose history it does not know gets what is popular, as in the browser. */
export function publishedMethod(published: PublishedModel): Method {
  return method('penchant', published, listMaker(published))
}

/** The score with parts of it left out, with the published weights of the others: what each part is worth. */
export function ablations(published: PublishedModel): Method[] {
  const { mix, items } = published.manifest
  const encoder = listMaker(published, { ...mix, coVisitation: 0, memory: 0 })
  const both = listMaker(published, { ...mix, memory: 0 })
  const remembering = listMaker(published, { ...mix, coVisitation: 0 })
  // A model that finds all items alike leaves the order to co-visitation.
  const silent = { ...published, scorer: { ...published.scorer, score: () => new Float32Array(items) } }
  const visited = listMaker(silent, { ...mix, coVisitation: mix.coVisitation || 1, memory: 0 })
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
