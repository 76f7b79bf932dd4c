/** The item table as it is used: value = `data` × its row's scale. Index 0 is item row 1. */
export interface Int8Table {
  /** [items, dimension]. */
  data: Int8Array
  /** [items]. */
  scales: Float32Array
  dimension: number
}
