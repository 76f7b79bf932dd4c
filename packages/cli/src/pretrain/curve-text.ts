import type { CurvePoint } from './model-folder.ts'

const WIDTH = 40

/**
 * The learning curve for a terminal: a row an epoch, a bar for validation NDCG@10.
 * @param isMeasured whether there was anything to validate on
 */
export function curveText(curve: CurvePoint[], isMeasured: boolean): string {
  const top = Math.max(...curve.map((point) => point.validation), 1e-9)
  const best = curve.findIndex((point) => point.validation === top)
  const rows = curve.map((point, i) => {
    const bar = '█'.repeat(Math.round((WIDTH * point.validation) / top))
    const mark = i === best ? ' ← best' : ''
    const numbers = [
      String(point.epoch).padStart(5),
      point.loss.toFixed(3).padStart(8),
      `${String(point.seconds).padStart(6)} s`,
    ]
    if (!isMeasured) return `${numbers.join('')}  ${'–'.padStart(6)}`
    return `${numbers.join('')}  ${(100 * point.validation).toFixed(2).padStart(6)} % ${bar}${mark}`
  })
  return ['epoch    loss    time  validation NDCG@10', ...rows].join('\n')
}
