/** One record of an input file: its fields, or what is wrong with it. */
export interface Row {
  /** Line of the file on which the record begins, from 1; for Parquet the row, from 1. */
  line: number
  /** Values of the columns asked for, in that order; `null` when the record could not be taken apart. */
  fields: readonly (string | null)[] | null
  /** Why `fields` is `null`. */
  problem?: string
  /** The record as it stands in the file; empty for Parquet. */
  text: string
}

/** An input file as a table, whatever its format. */
export interface Table {
  path: string
  columns: readonly string[]
  /** Rows in file order, in batches. May be called more than once. */
  rows(columns: readonly string[]): AsyncGenerator<Row[]>
}
