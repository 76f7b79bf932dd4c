import { type Dataset, readSequences } from '../dataset.ts'

/** Share of all train interactions that each item row has [items + 1]; −1 for rows that are withheld from train. */
export async function targetFrequency(dataset: Dataset): Promise<Float32Array> {
  const counts = new Float32Array(dataset.counts.items + 1)
  let total = 0
  for await (const { rows } of readSequences(dataset, 'train')) {
    for (let i = 1; i < rows.length; i++) counts[rows[i]]++
    total += rows.length - 1
  }
  const shares = counts.map((count) => count / Math.max(1, total))
  for (const row of dataset.withheld ?? []) shares[row] = -1
  return shares
}
