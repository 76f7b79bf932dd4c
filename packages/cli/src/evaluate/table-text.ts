import type { Evaluation } from './evaluation.ts'

/** The table for a terminal: a row a method, percentages with their 95 % interval for NDCG@10. */
export function tableText({ rows, differences, bytes, items, speed }: Evaluation): string {
  const number = (value: number) => value.toFixed(2).padStart(7)
  const width = Math.max(...rows.map(({ method }) => method.length))
  const lines = rows.map((row) => {
    const [low, high] = row.ci['NDCG@10']
    const metrics = [row['P@20'], row['MRR@20'], row['NDCG@10'], row['MAP@10']].map(number).join(' ')
    const gap = differences[row.method]
    const paired = gap ? `  ${signed(gap[0])} to ${signed(gap[1])}` : ''
    return `${row.method.padEnd(width)} ${metrics}   ${`${low.toFixed(2)}–${high.toFixed(2)}`.padEnd(15)}${paired}`
  })
  return [
    `${'method'.padEnd(width)}    P@20  MRR@20 NDCG@10  MAP@10   95 % of NDCG@10   penchant minus it`,
    ...lines,
    `${rows[0].n} questions, ${items} items, ${(bytes / 1000).toFixed(0)} kB published, ${speed.toFixed(0)} questions/s`,
  ].join('\n')
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(2)}`
}
