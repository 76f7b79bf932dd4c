import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataset, readItems, readSequences } from './dataset.ts'
import type { DatasetDescription } from './dataset-description.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-dataset-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Two shards; sequence `s` has `length(s)` interactions, `item` counting from 1. */
async function write(sequences: number, length: string, changes: Partial<DatasetDescription> = {}): Promise<void> {
  mkdirSync(join(folder, 'train'))
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  const shards = []
  for (const index of [0, 1]) {
    const path = `train/00${index}.parquet`
    await connection.run(`COPY (
      SELECT s::INTEGER AS sequence, (1 + i // 3)::INTEGER AS session, (1 + i)::INTEGER AS item, (i % 13)::UTINYINT AS event,
        1.7e9 + i AS time, CASE WHEN i > 0 THEN 1 END::FLOAT AS gap, CASE WHEN i % 3 < 2 THEN 1 END::FLOAT AS dwell,
        i % 2 = 0 AS target, (s % 200)::UTINYINT AS "the ""device"""
      FROM (SELECT s, unnest(range(${length})) AS i FROM range(${sequences}) t(s)) WHERE s % 2 = ${index} ORDER BY s, i
    ) TO '${join(folder, path)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`)
    shards.push({ path, interactions: 0, sequences: 0 })
  }
  connection.closeSync()
  database.closeSync()
  writeFileSync(join(folder, 'items.jsonl'), '{"id":"a","support":2}\n{"id":"b\\u2028","title":"B","support":1}\n')
  describe_(changes, shards)
}

function describe_(changes: object, train: DatasetDescription['shards']['train'] = []): void {
  const description = {
    formatVersion: 1,
    name: 'shop',
    synthetic: true,
    task: 'next-item',
    clock: true,
    counts: { interactions: 1, sequences: 1, items: 2 },
    split: {},
    contextColumns: ['the "device"'],
    contextValues: { 'the "device"': [] },
    consentBasis: '',
    shards: { train, validation: [], test: [], visitors: [] },
    ...changes,
  }
  writeFileSync(join(folder, 'dataset.json'), JSON.stringify(description))
}

describe('readSequences', () => {
  it('gives each sequence whole, in the order of the shards, however long it is', async () => {
    // Lengths 1, 501, 1001, …: shorter and longer than one vector of the engine.
    await write(12, '1 + s * 500')
    const dataset = await openDataset(folder)
    const ids: number[] = []
    for await (const sequence of readSequences(dataset, 'train')) {
      const { id, rows, events, sessions, times, gaps, dwells, targets, context } = sequence
      const count = 1 + id * 500
      ids.push(id)
      const expected = Array.from({ length: count }, (_, i) => i)
      expect(rows).toEqual(Int32Array.from(expected, (i) => 1 + i))
      expect(events).toEqual(Uint8Array.from(expected, (i) => i % 13))
      expect(sessions).toEqual(Int32Array.from(expected, (i) => 1 + Math.floor(i / 3)))
      expect(times).toEqual(Float64Array.from(expected, (i) => 1.7e9 + i))
      expect(gaps).toEqual(Float32Array.from(expected, (i) => (i > 0 ? 1 : Number.NaN)))
      expect(dwells).toEqual(Float32Array.from(expected, (i) => (i % 3 < 2 ? 1 : Number.NaN)))
      expect(targets).toEqual(Uint8Array.from(expected, (i) => (i % 2 ? 0 : 1)))
      expect(context).toEqual({ 'the "device"': new Uint8Array(count).fill(id) })
    }
    expect(ids).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11])
  })

  it('reads the shards it is asked for, in that order, and may be left early', async () => {
    await write(6, '2')
    const dataset = await openDataset(folder)
    const ids: number[] = []
    for await (const { id } of readSequences(dataset, 'train', { shards: [1, 0] })) {
      ids.push(id)
      if (ids.length === 4) break
    }
    expect(ids).toEqual([1, 3, 5, 0])
  })

  it('says which shard is damaged', async () => {
    await write(6, '2')
    const dataset = await openDataset(folder)
    writeFileSync(join(folder, 'train/001.parquet'), 'PAR1')
    const read = async () => {
      for await (const _ of readSequences(dataset, 'train'));
    }
    await expect(read()).rejects.toThrow(/train\/001\.parquet cannot be read/)
  })
})

describe('openDataset', () => {
  it.each([
    [{ formatVersion: 2 }, /formatVersion is 2, this penchant reads 1/],
    [{ task: 'guess' }, /task has to be next-item or next-basket/],
    [{ counts: { interactions: -1 } }, /counts\.interactions has to be a whole number/],
    [{ contextValues: {} }, /contextValues\.the "device" has to be a list/],
    [{ shards: { train: [{ path: '../../etc/0.parquet' }] } }, /shards\.train has to be a list of \{ path/],
    [
      {
        shards: {
          train: [{ path: 'train/7.parquet', interactions: 1, sequences: 1 }],
          validation: [],
          test: [],
          visitors: [],
        },
      },
      /incomplete: train\/7\.parquet is missing/,
    ],
  ])('refuses %j', async (changes, message) => {
    describe_(changes)
    await expect(openDataset(folder)).rejects.toThrow(message)
  })

  it('refuses a folder that is none', async () => {
    await expect(openDataset(join(folder, 'nowhere'))).rejects.toThrow(
      /is no dataset .* make one with penchant prepare/,
    )
    writeFileSync(join(folder, 'dataset.json'), '{"formatVersion"')
    await expect(openDataset(folder)).rejects.toThrow(/dataset\.json is not valid JSON/)
  })
})

describe('readItems', () => {
  it('gives the items in the order of their rows', async () => {
    await write(1, '1')
    expect(await readItems(await openDataset(folder))).toEqual([
      { id: 'a', support: 2 },
      { id: 'b\u2028', title: 'B', support: 1 },
    ])
  })

  it('refuses a file with other items than dataset.json says', async () => {
    await write(1, '1', { counts: { interactions: 1, sequences: 1, items: 3 } as DatasetDescription['counts'] })
    const dataset = await openDataset(folder).catch(() => null)
    describe_({ counts: { interactions: 1, sequences: 1, items: 3 } })
    expect(dataset).not.toBeNull()
    await expect(readItems(await openDataset(folder))).rejects.toThrow(/has 2 lines, dataset\.json names 3 items/)
    writeFileSync(join(folder, 'items.jsonl'), '{"id":"a"}\n{"id"')
    await expect(readItems(await openDataset(folder))).rejects.toThrow(/cannot be read \(line 2\)/)
  })
})
