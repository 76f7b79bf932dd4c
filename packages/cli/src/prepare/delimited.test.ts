import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDelimited } from './delimited.ts'
import type { Row } from './table.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-delimited-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(content: string, name = 'x.csv'): Promise<Row[]> {
  const path = join(folder, name)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content)
  const rows: Row[] = []
  // One by one: a batch may hold more rows than a call takes arguments.
  for await (const batch of (await openDelimited(path)).rows(['b', 'a'])) for (const row of batch) rows.push(row)
  return rows
}

const quoted = (field: string): string => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '\t'), maxLength: 6 })

describe('openDelimited', () => {
  it('reads back any fields that were written by RFC 4180, with the line on which each record begins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 30 }), async (pairs) => {
        const records = pairs.map((pair) => pair.map(quoted).join(','))
        let line = 2
        const expected = pairs.map(([a, b], i) => {
          const row = { line, fields: [b, a], text: records[i] }
          line += records[i].split('\n').length
          return row
        })
        expect(await read(['a,b', ...records].join('\n'))).toEqual(expected)
      }),
    )
  })

  it('accounts for every line of any text, in a row or in a problem', async () => {
    const noise = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '\u0000', '\uFFFD'),
      maxLength: 80,
    })
    await fc.assert(
      fc.asyncProperty(noise, async (text) => {
        const rows = await read(`a,b\n${text}`)
        const full = (lines: string[]): string[] => lines.filter((line) => line !== '')
        const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
        expect(full(rows.flatMap((row) => row.text.split('\n')))).toEqual(full(lines))
        for (const { fields, problem } of rows) expect(fields === null).toBe(problem !== undefined)
      }),
    )
  })

  it('reads records and characters that cross the chunks of a large file', async () => {
    const text = 'é'.repeat(30)
    const records = Array.from({ length: 30_000 }, (_, i) => `"line\nbreak ${i}",${text}${i}`)
    const rows = await read(['a,b', ...records].join('\n'), 'large.csv.gz')
    expect(rows).toHaveLength(records.length)
    const wrong = rows.findIndex(
      ({ line, fields }, i) => line !== 2 + 2 * i || fields?.[1] !== `line\nbreak ${i}` || fields[0] !== `${text}${i}`,
    )
    expect(wrong).toBe(-1)
  })

  it('reads lines that end as on Windows, quoted or not', async () => {
    const rows = await read('a,b\r\n"x","y"\r\n1,2\r\n')
    expect(rows.map(({ fields }) => fields)).toEqual([
      ['y', 'x'],
      ['2', '1'],
    ])
  })

  it('goes on after a quote that is never closed, and after an endless line', async () => {
    const filler = Array.from({ length: 150_000 }, (_, i) => `${i},x`)
    const rows = await read(['a,b', '"open,1', ...filler, 'y'.repeat(3 << 20), 'last,1'].join('\n'))
    expect(rows.filter(({ fields }) => fields === null).map(({ line, problem }) => [line, problem])).toEqual([
      [2, 'a quote is never closed'],
      [150_003, 'longer than 1,048,576 characters'],
    ])
    expect(rows.at(-1)).toMatchObject({ line: 150_004, fields: ['1', 'last'] })
    expect(rows).toHaveLength(150_003)
  })
})
