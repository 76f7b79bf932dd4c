import { statSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { UsageError } from '../errors.ts'

/**
 * The files that the paths and glob patterns of `option` name, in the order given; those of one
 * pattern in alphabetical order. A path that exists is never read as a pattern.
 * @throws UsageError for what names no file.
 */
export async function inputFiles(
  option: string,
  patterns: readonly string[],
  connection: DuckDBConnection,
): Promise<string[]> {
  const files: string[] = []
  for (const pattern of patterns) {
    const found = statSync(pattern, { throwIfNoEntry: false })
    if (found?.isFile()) files.push(pattern)
    else if (found?.isDirectory())
      throw new UsageError(`${option} ${pattern} is a folder; name its files, for example "${pattern}/*.csv"`)
    else if (found) throw new UsageError(`${option} ${pattern} is not a regular file; save its content to one first`)
    else {
      const result = await connection.runAndReadAll('SELECT file FROM glob($1) ORDER BY file', [pattern])
      // No column where there is no row.
      const matches = (result.getColumns()[0] ?? []) as string[]
      if (matches.length === 0) throw new UsageError(`${option} ${pattern}: no such file`)
      files.push(...matches)
    }
  }
  return [...new Set(files)]
}
