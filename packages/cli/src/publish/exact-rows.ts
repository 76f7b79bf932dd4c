/**
 * Which items keep int8 rows: those with the most events, in which most of a history consists. Items that nothing is known
 * of are among them, since a row of zeros has no direction to be coarse about.
 * @param rows unit rows [items, d]
 * @param support events of each item in train [items]
 * @param share of the items, 0 to 1
 * @returns 1: exact [items]
 */
export function exactRows(
  rows: Float32Array,
  dimension: number,
  support: ArrayLike<number>,
  share: number,
): Uint8Array {
  const isExact = new Uint8Array(support.length)
  // The sort is stable: of equal items those that come first, each time the same.
  const order = Array.from(isExact, (_, i) => i).sort((a, b) => support[b] - support[a])
  for (const i of order.slice(0, Math.round(share * order.length))) isExact[i] = 1
  for (let i = 0; i < isExact.length; i++) {
    if (rows.subarray(i * dimension, (i + 1) * dimension).every((value) => value === 0)) isExact[i] = 1
  }
  return isExact
}
