import type { DuckDBConnection } from '@duckdb/node-api'
import { DataError } from '../errors.ts'
import { openDelimited } from './delimited.ts'
import { openJsonLines } from './json-lines.ts'
import { openParquet } from './parquet-rows.ts'
import { firstBytes, readLines } from './read-lines.ts'
import type { Table } from './table.ts'

/** Opens a file as a table. What it is, its content says: Parquet by its magic number, JSON Lines by the first character. */
export async function openTable(
  path: string,
  connection: DuckDBConnection,
  onBytes?: (bytes: number) => void,
): Promise<Table> {
  if (firstBytes(path, 4).toString('latin1') === 'PAR1') return openParquet(path, connection, onBytes)
  for await (const lines of readLines(path)) {
    const first = lines.find((text) => text.trim() !== '')?.trimStart()[0]
    return first === '{' || first === '[' ? openJsonLines(path, onBytes) : openDelimited(path, onBytes)
  }
  throw new DataError(`${path} is empty`)
}
