import type { ReplaySummary } from './summary.ts'

/** The table for a terminal. */
export function tableText({ visitors, questions, arms }: ReplaySummary): string {
  const signed = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`
  const share = (part: number, whole: number) => (whole > 0 ? `${((100 * part) / whole).toFixed(0)} %` : '–')
  const learning = arms.filter(({ runs }) => runs.tried > 0)
  const width = Math.max(...arms.map(({ arm }) => arm.length))
  return [
    `${visitors} visitors, ${questions} questions`,
    `${''.padEnd(width)}  NDCG@10   HR@20     NLL  difference of NDCG@10, % (95 %)`,
    ...arms.map(
      (arm) =>
        `${arm.arm.padEnd(width)}  ${(100 * arm['NDCG@10']).toFixed(2).padStart(7)} ${(100 * arm['HR@20']).toFixed(2).padStart(7)} ${arm.NLL.toFixed(3).padStart(7)}  ${arm.differences
          .map(
            ({ to, value, interval: [low, high] }) => `${signed(value)} (${signed(low)} to ${signed(high)}) to ${to}`,
          )
          .join('; ')}`,
    ),
    ...(learning.length > 0
      ? [
          '',
          `${''.padEnd(width)}  updates  kept  of these worse  taken back   visitors worse  better  ms a visitor  bytes`,
          ...learning.map(({ arm, runs, visitors, millisecondsPerVisitor, bytesPerVisitor }) =>
            [
              arm.padEnd(width + 2),
              String(runs.tried).padStart(7),
              share(runs.accepted, runs.tried).padStart(6),
              share(runs.acceptedWorse, runs.accepted).padStart(16),
              String(runs.rolledBack).padStart(12),
              share(visitors.worse, 1).padStart(17),
              share(visitors.better, 1).padStart(8),
              millisecondsPerVisitor.toFixed(0).padStart(14),
              bytesPerVisitor.toFixed(0).padStart(7),
            ].join(''),
          ),
        ]
      : []),
  ].join('\n')
}
