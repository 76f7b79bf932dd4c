export const TABLE_FORMATS = ['tsv', 'csv', 'jsonl'] as const
export type TableFormat = (typeof TABLE_FORMATS)[number]

type Value = string | number | undefined

/** How a table's lines are written. `header` is empty where the format has none. */
export interface TableLines {
  header: string
  line(values: readonly Value[]): string
}

export function tableLines(format: TableFormat, columns: readonly string[]): TableLines {
  if (format === 'jsonl') {
    return {
      header: '',
      line: (values) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, values[i]]))),
    }
  }
  const separator = format === 'csv' ? ',' : '\t'
  const field = format === 'csv' ? quoted : plain
  const line = (values: readonly Value[]) => values.map(field).join(separator)
  return { header: line(columns), line }
}

const plain = (value: Value): string => (value === undefined ? '' : String(value).replace(/[\t\r\n]+/g, ' '))

function quoted(value: Value): string {
  const text = value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
