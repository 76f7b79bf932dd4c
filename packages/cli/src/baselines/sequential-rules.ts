import type { Baseline, BaselineOptions } from './baseline.ts'
import { currentSession } from './current-session.ts'
import { SparseScores } from './sparse-scores.ts'

export interface SequentialRulesOptions extends BaselineOptions {
  /** How many steps later an item still counts: interactions, or baskets. Default 10. */
  steps?: number
}

/**
 * What came after the last item, k steps later for 1/k: within a session, or from basket to basket of one visitor, where
 * the sum is over the items of the current basket.
 * Source: session-rec's `sr` (Ludewig & Jannach 2018, "Evaluation of session-based recommendation algorithms").
 */
export function sequentialRules({ items, task, steps = 10 }: SequentialRulesOptions): Baseline {
  const scores = new SparseScores(items)
  /** By item row: the weight of each row that came after it. */
  const rules: (Map<number, number> | undefined)[] = new Array(items + 1)

  function learn(before: number, after: number, steps: number): void {
    rules[before] ??= new Map()
    rules[before].set(after, (rules[before].get(after) ?? 0) + 1 / steps)
  }

  /** Groups of rows, oldest first, of which later ones follow from earlier ones. */
  function learnFrom(groups: { rows: Set<number>; isNew: boolean }[]): void {
    groups.forEach(({ rows: after, isNew }, i) => {
      if (!isNew) return
      for (let step = 1; step <= steps && step <= i; step++) {
        for (const from of groups[i - step].rows) for (const to of after) if (from !== to) learn(from, to, step)
      }
    })
  }

  return {
    name: 'sequential-rules',
    async fit(sequences) {
      for await (const { rows, sessions, targets } of sequences) {
        let groups: { rows: Set<number>; isNew: boolean }[] = []
        let session: number | undefined
        for (let i = 0; i < rows.length; i++) {
          if (rows[i] === 0) continue
          const isNew = targets?.[i] !== 0
          const begins = sessions[i] !== session
          session = sessions[i]
          const last = groups.at(-1)
          if (task === 'next-basket' && !begins && last) {
            last.rows.add(rows[i])
            last.isNew ||= isNew
            continue
          }
          if (task === 'next-item' && begins) {
            learnFrom(groups)
            groups = []
          }
          groups.push({ rows: new Set([rows[i]]), isNew })
        }
        learnFrom(groups)
      }
    },
    // A row and a weight a rule.
    bytes: () => rules.reduce((sum, after) => sum + 8 * (after?.size ?? 0), 4 * items),
    score(history) {
      scores.clear()
      const session = currentSession(history)
      for (const row of task === 'next-basket' ? new Set(session) : session.slice(-1)) {
        for (const [after, weight] of rules[row] ?? []) scores.add(after, weight)
      }
      return scores.scores
    },
  }
}
