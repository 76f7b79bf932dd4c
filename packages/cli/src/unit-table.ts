/** Item rows 1…N of a trained table [items + 1, d], each of unit length: [items, d]. */
export function unitTable(table: Float32Array, dimension: number): Float32Array {
  const rows = table.slice(dimension)
  for (let from = 0; from < rows.length; from += dimension) {
    let square = 1e-12
    for (let i = from; i < from + dimension; i++) square += rows[i] * rows[i]
    const scale = 1 / Math.sqrt(square)
    for (let i = from; i < from + dimension; i++) rows[i] *= scale
  }
  return rows
}
