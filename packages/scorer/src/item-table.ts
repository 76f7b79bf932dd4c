/** The catalogue as int8 rows: value = `data[row, i] × scales[row]`. Index 0 is item row 1 (row 0, padding, is left out). */
export interface ItemTable {
  /** [items, dimension], row-major. */
  data: Int8Array
  /** [items], finite and not negative. */
  scales: Float32Array
  dimension: number
}

/** Throws `RangeError` where the parts of a table contradict each other. */
export function checkItemTable({ data, scales, dimension }: ItemTable): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`table.dimension is ${dimension}; it must be a whole number of at least 1`)
  }
  if (data.length !== scales.length * dimension) {
    throw new RangeError(
      `table.data holds ${data.length} values; ${scales.length} scales × dimension ${dimension} need ${scales.length * dimension}`,
    )
  }
  const bad = scales.findIndex((scale) => !(scale >= 0 && scale < Number.POSITIVE_INFINITY))
  if (bad >= 0) throw new RangeError(`table.scales[${bad}] is ${scales[bad]}; a scale must be finite and not negative`)
}
