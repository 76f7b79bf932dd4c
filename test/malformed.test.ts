import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { capturedRun } from '../packages/cli/src/captured-run.ts'
import { DataError } from '../packages/cli/src/errors.ts'
import { prepareCommand } from '../packages/cli/src/prepare.ts'
import { readPublished } from '../packages/cli/src/published-model.ts'
import { publishTiny } from '../packages/engine/test/publish-tiny.ts'
import type { Manifest } from '../packages/protocol/src/index.ts'
import { createMutator } from './mutate.ts'

const RUNS = 1250

const { random, pick, bytes: mutateBytes, value: mutateValue } = createMutator(20_251)
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value) ?? '')

describe('malformed files of the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penchant-malformed-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(['int8', 'int4', 'pq'] as const)(`a published folder, %s: ${RUNS} malformed ones`, async (size) => {
    const tiny = await publishTiny({ size })
    const parts = Object.keys(tiny.manifest.files) as (keyof Manifest['files'])[]
    for (const [path, bytes] of tiny.files) writeFileSync(join(folder, path), bytes)
    let refused = 0
    for (let i = 0; i < RUNS; i++) {
      let broken: unknown = tiny.manifest
      const part = pick(parts)
      if (i % 2 === 0) broken = mutateValue(tiny.manifest)
      else {
        // A file that is broken and has the checksum of what it holds: a wrong trainer, not a bad download.
        const bytes = mutateBytes(tiny.files.get(tiny.manifest.files[part].path)!)
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        writeFileSync(join(folder, 'broken.bin'), bytes)
        const files = { ...tiny.manifest.files, [part]: { path: 'broken.bin', bytes: bytes.length, sha256 } }
        broken = { ...tiny.manifest, files }
      }
      writeFileSync(join(folder, 'manifest.json'), json(broken))
      try {
        await readPublished(folder)
      } catch (error) {
        refused++
        expect(error, (error as Error).stack).toBeInstanceOf(DataError)
        expect((error as Error).message).toContain(folder)
      }
    }
    expect(refused).toBeGreaterThan(RUNS / 4)
  })

  const ALL_TRAIN = ['--validation', '0', '--test', '0', '--visitors', '0', '--audit', 'off']
  const GOOD = { time: '2026-01-05T12:00:00Z', visitor: 'v', item: 'i', event: 'view_item' }
  const BAD: Record<string, unknown>[] = [
    { time: 'yesterday' },
    { time: '' },
    { time: '1e400' },
    { time: '-5' },
    { visitor: '' },
    { item: '' },
    { item: 'x'.repeat(5000) },
  ]
  /** What a table cannot even say. */
  const BAD_JSON = [...BAD, { visitor: null }, { time: [] }, { item: { id: 7 } }]

  it.each(['csv', 'jsonl'])(
    `${RUNS} malformed rows of %s events: each is rejected with its line and a reason`,
    async (format) => {
      const bad = () => ({ ...GOOD, ...pick(format === 'csv' ? BAD : BAD_JSON) })
      const garbage = () =>
        String.fromCharCode(...Array.from({ length: 1 + random.below(40) }, () => 35 + random.below(88)))
      const line = (row: Record<string, unknown>) =>
        format === 'jsonl'
          ? JSON.stringify(row)
          : Object.values(row)
              .map((value) => JSON.stringify(value)?.replace(/^"|"$/g, ''))
              .join(',')
      const lines = Array.from({ length: 2 * RUNS }, (_, i) => {
        if (i % 2 === 0)
          return line({
            ...GOOD,
            time: new Date(1.7e12 + i * 60_000).toISOString(),
            visitor: `v${i % 50}`,
            item: `i${i % 7}`,
          })
        return random.below(3) === 0 ? garbage() : line(bad())
      })
      const file = join(folder, `events.${format}`)
      writeFileSync(file, [...(format === 'csv' ? [Object.keys(GOOD).join(',')] : []), ...lines].join('\n'))
      const out = join(folder, 'data')
      const argv = [
        'prepare',
        '--events',
        file,
        '--out',
        out,
        '--max-rejected',
        '1',
        '--min-support',
        '1',
        '--json',
        ...ALL_TRAIN,
      ]
      const { code, stdout, stderr } = await capturedRun(prepareCommand, argv)
      expect(code, stderr).toBe(0)
      const { counts } = JSON.parse(stdout)
      const rejected = readFileSync(join(out, 'rejected.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text))
      expect(counts).toMatchObject({ kept: RUNS, rejected: RUNS, rows: 2 * RUNS })
      expect(rejected).toHaveLength(RUNS)
      for (const each of rejected)
        expect(each).toMatchObject({ line: expect.any(Number), reason: expect.stringMatching(/.{6}/) })
    },
  )

  it('200 sessions files of anything at all: a dataset, or a sentence and exit code 1 or 2', async () => {
    const good = new TextEncoder().encode('a b c\nb c\nc a b\n'.repeat(20))
    for (let i = 0; i < 200; i++) {
      const file = join(folder, 'sessions.txt')
      writeFileSync(
        file,
        i % 2 ? mutateBytes(good) : Uint8Array.from({ length: random.below(300) }, () => random.below(256)),
      )
      const argv = ['prepare', '--sessions', file, '--out', join(folder, 'data'), '--min-support', '1']
      const { code, stderr } = await capturedRun(prepareCommand, argv)
      if (code !== 0) expect(stderr).toMatch(/penchant: .{15}/)
      expect([0, 1, 2]).toContain(code)
      expect(stderr).not.toMatch(/TypeError|RangeError|undefined|\bat .*:\d+:\d+/)
    }
  })
})
