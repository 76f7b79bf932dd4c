import { statSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { DataError } from '../errors.ts'
import type { Row, Table } from './table.ts'

/** A Parquet file. Times become epoch seconds, every other value its text. */
export async function openParquet(
  path: string,
  connection: DuckDBConnection,
  onBytes: (bytes: number) => void = () => {},
): Promise<Table> {
  const source = `read_parquet('${path.replaceAll("'", "''")}', file_row_number = true)`
  const failed = (error: unknown): DataError =>
    new DataError(`${path} cannot be read as Parquet: ${(error as Error).message.split('\n')[0]}`)
  const described = await connection
    .runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE FROM ${source})`)
    .catch((error) => Promise.reject(failed(error)))
  const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]))
  types.delete('file_row_number')

  return {
    path,
    columns: [...types.keys()],
    async *rows(wanted) {
      const bytes = statSync(path).size
      const selected = wanted.map((name) => {
        const column = `"${name.replaceAll('"', '""')}"`
        const isTime = /^(TIMESTAMP|DATE)/.test(types.get(name) ?? '')
        return isTime ? `CAST(epoch_us(${column}) / 1e6 AS VARCHAR)` : `CAST(${column} AS VARCHAR)`
      })
      try {
        const total = Number(
          (await connection.runAndReadAll(`SELECT count(*) FROM ${source}`)).getColumns()[0][0] as bigint,
        )
        const result = await connection.stream(
          `SELECT CAST(file_row_number AS INTEGER), ${selected.join(', ')} FROM ${source}`,
        )
        for (;;) {
          const chunk = await result.fetchChunk()
          if (!chunk || chunk.rowCount === 0) return
          const columns = chunk.getColumns() as (string | number | null)[][]
          const rows: Row[] = []
          for (let r = 0; r < chunk.rowCount; r++) {
            const fields = new Array<string | null>(wanted.length)
            for (let c = 0; c < wanted.length; c++) fields[c] = columns[c + 1][r] as string | null
            rows.push({ line: (columns[0][r] as number) + 1, fields, text: '' })
          }
          onBytes((bytes * chunk.rowCount) / total)
          yield rows
        }
      } catch (error) {
        throw failed(error)
      }
    },
  }
}
