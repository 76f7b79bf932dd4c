import type { ReplaySummary } from './summary.ts'

/** The table for a terminal. */
export function tableText({ visitors, questions, arms }: ReplaySummary): string {
  const signed = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`
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
  ].join('\n')
}
