import { FORGETFUL, MEMORY, WINDOW } from './arms.ts'
import { bootstrapDifference } from './bootstrap-difference.ts'
import type { VisitorOutcome } from './replay-visitor.ts'

/** By how many interactions were known when the question was asked. */
export const STRATA = [
  { name: 'under 50', from: 0, to: 50 },
  { name: '50–99', from: 50, to: 100 },
  { name: '100–299', from: 100, to: 300 },
  { name: '300 and more', from: 300, to: Number.POSITIVE_INFINITY },
] as const

/** Relative difference of NDCG@10 to another arm, percent, with its 95 % interval. */
export interface Difference {
  to: string
  value: number
  interval: [number, number]
}

export interface ArmSummary {
  arm: string
  'NDCG@10': number
  'HR@20': number
  NLL: number
  /** To the window and, of arms that learn, to the memory. */
  differences: Difference[]
  strata: { name: string; questions: number; visitors: number; 'NDCG@10': number; difference: Difference | null }[]
  /** Shares of visitors for whom the arm's NDCG@10 is below, at, above that of the arm it is judged against. */
  visitors: { worse: number; same: number; better: number }
  runs: { tried: number; accepted: number; rolledBack: number; acceptedWorse: number }
  millisecondsPerVisitor: number
  bytesPerVisitor: number
}

export interface ReplaySummary {
  visitors: number
  questions: number
  arms: ArmSummary[]
}

const mean = (values: readonly number[]) =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0

/** The table of all arms. Intervals resample whole visitors. */
export function summarize(outcomes: readonly VisitorOutcome[], resamples: number, seed: number): ReplaySummary {
  const names = Object.keys(outcomes[0]?.arms ?? {})
  const all = (name: string, metric: 'ndcg' | 'hit' | 'nll') => outcomes.flatMap(({ arms }) => arms[name][metric])
  const difference = (name: string, to: string, within?: (known: number) => boolean): Difference => {
    const pick = (visitor: VisitorOutcome, arm: string) =>
      visitor.arms[arm].ndcg.filter((_, i) => !within || within(visitor.known[i]))
    const pairs = outcomes.map((visitor) => ({ mine: pick(visitor, name), other: pick(visitor, to) }))
    return { to, ...bootstrapDifference(pairs, resamples, seed) }
  }
  return {
    visitors: outcomes.length,
    questions: outcomes.reduce((sum, { known }) => sum + known.length, 0),
    arms: names.map((name) => {
      const runs = outcomes.flatMap(({ arms }) => arms[name].runs)
      const judged = names.includes(MEMORY) && names.indexOf(name) > names.indexOf(MEMORY) ? MEMORY : WINDOW
      const against = names.includes(judged) && name !== judged ? judged : null
      const accepted = runs.filter(({ verdict }) => verdict === 'accepted').length
      const means = outcomes.map(({ arms }) => [mean(arms[name].ndcg), against ? mean(arms[against].ndcg) : 0])
      const share = (test: (mine: number, other: number) => boolean) =>
        against ? mean(means.map(([mine, other]) => (test(mine, other) ? 1 : 0))) : 0
      return {
        arm: name,
        'NDCG@10': mean(all(name, 'ndcg')),
        'HR@20': mean(all(name, 'hit')),
        NLL: mean(all(name, 'nll')),
        differences: [...new Set([...(name === MEMORY ? [FORGETFUL] : []), WINDOW, against])]
          .filter((to): to is string => to !== null && to !== name && names.includes(to))
          .map((to) => difference(name, to)),
        strata: STRATA.map((stratum) => {
          const inside = (known: number) => known >= stratum.from && known < stratum.to
          const values = outcomes.map(({ arms, known }) => arms[name].ndcg.filter((_, i) => inside(known[i])))
          return {
            name: stratum.name,
            questions: values.flat().length,
            visitors: values.filter(({ length }) => length > 0).length,
            'NDCG@10': mean(values.flat()),
            difference: against && values.flat().length > 0 ? difference(name, against, inside) : null,
          }
        }),
        visitors: {
          worse: share((mine, other) => mine < other - 1e-9),
          same: share((mine, other) => Math.abs(mine - other) <= 1e-9),
          better: share((mine, other) => mine > other + 1e-9),
        },
        runs: {
          tried: runs.filter(({ verdict }) => verdict === 'accepted' || verdict === 'rejected').length,
          accepted,
          rolledBack: runs.filter(({ verdict }) => verdict === 'rolled-back').length,
          acceptedWorse: against ? worseAfter(outcomes, name, against) : 0,
        },
        millisecondsPerVisitor: mean(
          outcomes.map(({ arms }) => arms[name].runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
        ),
        bytesPerVisitor: mean(outcomes.map(({ arms }) => arms[name].bytes)),
      }
    }),
  }
}

/** Accepted updates after which, until the next decision, the questions were answered worse than by the other arm. */
function worseAfter(outcomes: readonly VisitorOutcome[], name: string, other: string): number {
  let worse = 0
  for (const { arms } of outcomes) {
    const { runs, ndcg } = arms[name]
    for (const [i, { verdict, place }] of runs.entries()) {
      if (verdict !== 'accepted') continue
      const until = runs.slice(i + 1).find((run) => run.place > place)?.place ?? ndcg.length
      if (mean(ndcg.slice(place, until)) < mean(arms[other].ndcg.slice(place, until)) - 1e-9) worse++
    }
  }
  return worse
}
