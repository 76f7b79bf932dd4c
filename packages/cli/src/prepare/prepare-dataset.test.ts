import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDataset, readSequences } from '../dataset.ts'
import { SPLITS, type Split } from '../dataset-description.ts'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { createOutput } from '../output.ts'
import { eventNames } from './event-names.ts'
import { prepareDataset } from './prepare-dataset.ts'

const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
const output = createOutput({ stdout: silent, stderr: silent })

interface Event {
  time: number
  visitor: number
  item: number
  session: number
}

async function prepared(events: readonly Event[], givenSessions: boolean, work: string, seed: number) {
  const columns = givenSessions ? 'time,visitor,item,session' : 'time,visitor,item'
  const lines = events.map(
    ({ time, visitor, item, session }) =>
      `${1700000000 + time},v${visitor},i${item}${givenSessions ? `,${visitor}/${session}` : ''}`,
  )
  const file = join(work, 'events.csv')
  writeFileSync(file, [columns, ...lines].join('\n'))
  const out = join(work, 'data')
  await prepareDataset(
    {
      out,
      input: {
        events: [file],
        map: new Map(),
        names: eventNames([]),
        baskets: false,
        sessionGapMinutes: 30,
        split: { validationShare: 0.2, testShare: 0.2 },
        heldOutVisitors: 0.2,
        audit: false,
      },
      exclusions: { ids: new Set(), title: null },
      minSupport: 1,
      minLength: 2,
      maxRejected: 0,
      memoryLimit: '500MB',
      seed,
      synthetic: true,
      consentBasis: '',
      shardInteractions: 40,
    },
    output,
  )
  const dataset = await openDataset(out)
  const splits = {} as Record<Split, DatasetSequence[]>
  for (const split of SPLITS) {
    splits[split] = []
    const shardOf = new Map<number, number>()
    for (const [index, shard] of dataset.shards[split].entries()) {
      let sequences = 0
      let interactions = 0
      for await (const sequence of readSequences(dataset, split, { shards: [index] })) {
        expect(shardOf.has(sequence.id), 'a sequence in two shards, or twice in one').toBe(false)
        shardOf.set(sequence.id, index)
        splits[split].push(sequence)
        sequences++
        interactions += sequence.rows.length
      }
      expect(shard).toMatchObject({ sequences, interactions })
    }
  }
  return { dataset, splits }
}

const targetTimes = (sequences: readonly DatasetSequence[]): number[] =>
  sequences.flatMap(({ times, targets }) => [...times].filter((_, i) => targets[i] === 1))

const HOURS = 3600
const events = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 400 * HOURS }),
    visitor: fc.integer({ min: 0, max: 14 }),
    item: fc.integer({ min: 0, max: 5 }),
    session: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 150, maxLength: 300 },
)

describe('the split', () => {
  it('lets no split know a later one, and no other split know a held-out visitor', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.boolean(), fc.integer({ min: 0, max: 99 }), async (list, givenSessions, seed) => {
        const work = mkdtempSync(join(tmpdir(), 'penchant-split-'))
        try {
          const { dataset, splits } = await prepared(list, givenSessions, work, seed)
          const { trainUntil, validationUntil } = dataset.split
          const [train, validation, test] = [splits.train, splits.validation, splits.test].map(targetTimes)
          expect(Math.max(...train)).toBeLessThan(trainUntil!)
          expect(Math.min(...validation, Infinity)).toBeGreaterThanOrEqual(trainUntil!)
          expect(Math.max(...validation, 0)).toBeLessThan(validationUntil!)
          expect(Math.min(...test, Infinity)).toBeGreaterThanOrEqual(validationUntil!)

          const held = new Set(splits.visitors.map(({ id }) => id))
          const others = [...splits.train, ...splits.validation, ...splits.test]
          expect(others.filter(({ id }) => held.has(id))).toEqual([])

          for (const sequence of [...splits.validation, ...splits.test]) {
            // history first, then targets, and history and targets both where there was a past
            const first = sequence.targets.indexOf(1)
            expect(first).toBeGreaterThanOrEqual(0)
            expect(sequence.targets.slice(first).every((target) => target === 1)).toBe(true)
          }
          for (const { targets } of [...splits.train, ...splits.visitors])
            expect(targets.every((target) => target === 1)).toBe(true)

          const { counts } = dataset
          const total = [train, validation, test, targetTimes(splits.visitors)].reduce(
            (sum, { length }) => sum + length,
            0,
          )
          expect(counts.interactions).toBe(total)
          expect(counts.rows).toBe(list.length)
          expect(counts.kept).toBe(
            counts.belowSupport + counts.unknownItems + counts.tooShort + counts.crossing + counts.interactions,
          )
          expect(counts.tooShort).toBeGreaterThanOrEqual(0)
        } finally {
          rmSync(work, { recursive: true, force: true })
        }
      }),
      { numRuns: 10 },
    )
  })

  it('is the same for the same seed, and holds out other visitors for another', async () => {
    const [list] = fc.sample(events, { numRuns: 1, seed: 7 })
    const runs: string[] = []
    for (const seed of [1, 1, 2]) {
      const work = mkdtempSync(join(tmpdir(), 'penchant-split-'))
      const { splits } = await prepared(list, false, work, seed)
      const description = readFileSync(join(work, 'data', 'items.jsonl'), 'utf8')
      const all = SPLITS.map((split) => splits[split].map(({ rows, times }) => [[...rows], [...times]]))
      runs.push(JSON.stringify([description, all]))
      rmSync(work, { recursive: true, force: true })
    }
    expect(runs[1]).toBe(runs[0])
    expect(runs[2]).not.toBe(runs[0])
  })
})
