import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeCheckpoint, encodeCheckpoint } from '@penchant/model'
import { type Manifest, readRollout, tableBytes } from '@penchant/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from './captured-run.ts'
import { checkCommand } from './check.ts'
import type { Evaluation } from './evaluate/evaluation.ts'
import { evaluateCommand } from './evaluate.ts'
import { keysCommand } from './keys.ts'
import { prepareCommand } from './prepare.ts'
import { pretrainCommand } from './pretrain.ts'
import { publishCommand } from './publish.ts'
import { rolloutCommand } from './rollout.ts'
import { writeSessions } from './write-sessions.ts'

let folder: string
const at = (name: string) => join(folder, name)
const prepare = (...argv: string[]) => capturedRun(prepareCommand, ['prepare', ...argv])
const pretrain = (...argv: string[]) => capturedRun(pretrainCommand, ['pretrain', ...argv])
const publish = (...argv: string[]) => capturedRun(publishCommand, ['publish', ...argv])
const evaluate = (...argv: string[]) => capturedRun(evaluateCommand, ['evaluate', ...argv])

async function done(run: Promise<{ code: number; stdout: string; stderr: string }>): Promise<string> {
  const { code, stdout, stderr } = await run
  expect(code, stderr).toBe(0)
  return stdout
}

const manifestOf = (name: string): Manifest => JSON.parse(readFileSync(join(at(name), 'manifest.json'), 'utf8'))
const SPLIT = ['--min-support', '1', '--validation', '0.2']
const SMALL = ['--dimension', '16', '--epochs', '4', '--batch-positions', '128', '--negatives', '32']

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'penchant-published-'))
  const train = writeSessions(at('train.txt'), 400)
  writeFileSync(at('test.txt'), readFileSync(train, 'utf8').split('\n').slice(0, 60).join('\n'))
  await done(
    prepare('--sessions', train, '--test-sessions', at('test.txt'), ...SPLIT, '--name', 'groups', '--out', at('data')),
  )
  await done(pretrain(at('data'), ...SMALL, '--out', at('model')))
  await done(publish(at('model'), '--out', at('published')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('penchant publish', () => {
  it('writes just the files that the manifest names, with a data card, and replaces them as a whole', async () => {
    const { files, name, items, dataCard, task } = manifestOf('published')
    expect(readdirSync(at('published')).sort()).toEqual(
      [...Object.values(files).map(({ path }) => path), 'manifest.json', 'vectors.json'].sort(),
    )
    for (const { path, bytes } of Object.values(files)) expect(statSync(join(at('published'), path)).size).toBe(bytes)
    expect({ name, items, task }).toEqual({ name: 'groups', items: 30, task: 'next-item' })
    expect(dataCard).toMatchObject({ name: 'groups', synthetic: false, from: null })

    await cp(at('published'), at('again'), { recursive: true })
    await done(publish(at('model'), '--name', 'other', '--neighbours', '2', '--out', at('again')))
    const again = manifestOf('again')
    expect(again.name).toBe('other')
    // What did not change keeps its address, and so stays cached.
    expect(again.files.table.path).toBe(files.table.path)
    expect(again.files.neighbours.path).not.toBe(files.neighbours.path)
    expect(readdirSync(at('again'))).toHaveLength(7)
    expect(manifestOf('published').curve?.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    // Whoever wrote it.
    await done(capturedRun(checkCommand, ['check', at('published')]))
  })

  it('refuses a model that eight bits cannot hold, and leaves what was published', async () => {
    // A visitor who asks for one item again and again: known by parts of the row that int8 rounds away.
    const repeated = Array.from({ length: 200 }, (_, i) =>
      Array(4)
        .fill(`i${i % 40}`)
        .join(' '),
    )
    writeFileSync(at('repeated.txt'), repeated.join('\n'))
    await done(prepare('--sessions', at('repeated.txt'), ...SPLIT, '--out', at('repeated')))
    await done(pretrain(at('repeated'), ...SMALL, '--epochs', '1', '--learning-rate', '0.000001', '--out', at('fine')))
    const best = join(at('fine'), 'best.bin')
    const { meta, arrays } = decodeCheckpoint(readFileSync(best))
    const table = (arrays.table as Float32Array).map((value, i) => (i % 16 === 0 ? 1 : value * 1e-3))
    writeFileSync(best, encodeCheckpoint({ meta, arrays: { ...arrays, table } }))
    await cp(at('published'), at('kept'), { recursive: true })
    expect(await publish(at('fine'), '--out', at('kept'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/not published.*more than 2 %/),
    })
    expect(manifestOf('kept')).toEqual(manifestOf('published'))
  })

  it.each(['int4', 'pq'] as const)(
    'packs item rows as %s, and what is published so is valid and as good',
    async (size) => {
      const result = JSON.parse(await done(publish(at('model'), '--size', size, '--out', at(size), '--json')))
      const { table, files, config, items, metrics } = manifestOf(size)
      expect(table).toMatchObject({ form: size, exact: 3 })
      expect(files.table.bytes).toBe(tableBytes({ table, config, items }))
      const names = readdirSync(at(size)).filter((name) => name !== 'vectors.json')
      expect(result.bytes).toBe(names.reduce((sum, name) => sum + statSync(join(at(size), name)).size, 0))
      const kept = metrics['validation NDCG@10, encoder, published form']
      expect(kept).toBeGreaterThanOrEqual(0.98 * metrics['validation NDCG@10, encoder, fp32'])
      await done(capturedRun(checkCommand, ['check', at(size)]))
      const asked = ['--data', at('data'), '--baselines', 'popularity', '--json']
      const { rows }: Evaluation = JSON.parse(await done(evaluate(at(size), ...asked)))
      expect(rows.find(({ method }) => method === 'penchant')!['MRR@20']).toBeGreaterThan(60)
    },
  )

  it('finds what fits a budget as a whole, or says how much it takes', async () => {
    const within = async (budget: number) => {
      const run = publish(at('model'), '--budget', String(budget), '--out', at('small'), '--json')
      const { bytes, form, neighbours } = JSON.parse(await done(run))
      expect(bytes).toBeLessThanOrEqual(budget)
      return { form, neighbours }
    }
    expect(await within(1e6)).toEqual({ form: 'int8', neighbours: 30 })
    const refused = await publish(at('model'), '--budget', '9kB', '--out', at('small'))
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /nothing fits in 9 kB; the smallest that does is (\d+) kB \(int4, 3 neighbours an item/,
      ),
    })
    const smallest = 1000 * Number(/is (\d+) kB/.exec(refused.stderr)![1])
    expect((await within(smallest)).neighbours).toBeLessThanOrEqual(5)
    expect(await publish(at('model'), '--budget', String(smallest - 1000), '--out', at('small'))).toMatchObject({
      code: 1,
    })
    expect(await publish(at('model'), '--budget', 'little', '--out', at('small'))).toMatchObject({ code: 2 })
  })

  it('names what is missing', async () => {
    expect(await publish(at('nothing'), '--out', at('x'))).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nothing.*penchant pretrain/),
    })
    await done(prepare('--sessions', at('test.txt'), '--min-support', '5', '--out', at('fewer')))
    expect(await publish(at('model'), '--data', at('fewer'), '--out', at('x'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the model has 30 items'),
    })
  })
})

describe('penchant evaluate', () => {
  it('prints one object with every method, percentages and intervals, and finds what there is to learn', async () => {
    const text = await done(evaluate(at('published'), '--data', at('data'), '--json'))
    expect(text.trim().split('\n')).toHaveLength(1)
    const { rows, bytes, items }: Evaluation = JSON.parse(text)
    expect(rows.map(({ method }) => method).sort()).toEqual([
      'implicit-als',
      'item-knn',
      'penchant',
      'personal-frequency',
      'popularity',
      'recent-popularity',
      'repeat-last',
      'sequential-rules',
      'truncated-svd',
      'v-sknn',
      'v-stan',
    ])
    const names = readdirSync(at('published')).filter((name) => name !== 'vectors.json')
    expect(bytes).toBe(names.reduce((sum, name) => sum + statSync(join(at('published'), name)).size, 0))
    expect(items).toBe(30)
    const of = (method: string) => rows.find((row) => row.method === method)!
    for (const row of rows) {
      expect(row.n).toBe(of('penchant').n)
      expect(row['P@20']).toBeLessThanOrEqual(100)
      expect(row['NDCG@10']).toBeLessThanOrEqual(row['P@20'])
      const [low, high] = row.ci['NDCG@10']
      expect(low).toBeLessThanOrEqual(row['NDCG@10'])
      expect(high).toBeGreaterThanOrEqual(row['NDCG@10'])
    }
    // Nine of ten next items follow from the last one.
    expect(of('penchant')['MRR@20']).toBeGreaterThan(60)
    expect(of('popularity')['MRR@20']).toBeLessThan(20)
  })

  it('searches the settings of what is asked for, trains references, and writes it all into one page', async () => {
    const report = at('report.html')
    const asking = [
      '--data',
      at('data'),
      '--baselines',
      'popularity,sequential-rules',
      '--trials',
      '2',
      '--references',
      '1',
    ]
    const text = await done(evaluate(at('published'), ...asking, '--report', report, '--json'))
    const { rows, found, differences }: Evaluation = JSON.parse(text)
    const names = ['popularity', 'sequential-rules', 'core-ave', 'sasrec', 'gru-attention']
    expect(rows.map(({ method }) => method)).toEqual(['penchant', ...names])
    expect(Object.keys(differences)).toEqual(names)
    expect(found.map(({ method, trials }) => [method, trials])).toEqual([
      ['popularity', 0],
      ...names.slice(1).map((name) => [name, 3]),
    ])
    for (const { validation } of found.slice(1)) expect(validation!.found).toBeGreaterThanOrEqual(validation!.standard)

    const page = readFileSync(report, 'utf8')
    // Self-contained: nothing is fetched, nothing runs.
    expect(page).not.toMatch(/(src|href)="(?!#)|@import|url\((?!data:)/)
    expect(page.match(/<script/g)).toHaveLength(1)
    for (const { heading } of [
      { heading: 'All methods on the same questions' },
      { heading: 'Which approach fits this shop' },
      { heading: 'What each part of the score is worth' },
      { heading: 'Is a score a chance?' },
      { heading: 'How it was learnt' },
      { heading: '20 real sessions' },
    ]) {
      expect(page).toContain(`<h2>${heading}</h2>`)
    }
    const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(page)![1])
    expect(data.evaluation.rows).toEqual(rows)
    expect(data.ablation.map(({ name }: { name: string }) => name)).toContain('encoder alone')
    expect(data.profile).toMatchObject({ items: 30, described: 0 })
    // Each part of the questions is asked in full by all, and the parts make up the whole.
    const [lengths] = data.slices
    const sum = (of: { n: number }[]) => of.reduce((total, { n }) => total + n, 0)
    expect(sum(lengths.methods.penchant)).toBe(rows[0].n)
    expect(sum(lengths.methods.sasrec)).toBe(rows[0].n)
    expect((await evaluate(at('published'), '--data', at('data'), '--baselines', 'content')).code).toBe(2)
  })

  it('asks every prefix of a sessions file, and counts unknown targets as misses', async () => {
    writeFileSync(at('questions.txt'), 'a1 a2 a3\n\nb1 unheard-of\nunheard-of c1\n')
    const ask = evaluate(at('published'), '--data', at('data'), '--sessions', at('questions.txt'), '--json')
    const { rows }: Evaluation = JSON.parse(await done(ask))
    expect(rows[0]).toMatchObject({ method: 'penchant', n: 4 })
    expect(rows[0]['P@20']).toBeLessThanOrEqual(75)
  })

  it('shows how far it has come within a single long session', async () => {
    writeFileSync(at('long.txt'), Array.from({ length: 200 }, (_, i) => `a${(i % 3) + 1}`).join(' '))
    const { stderr } = await evaluate(at('published'), '--data', at('data'), '--sessions', at('long.txt'))
    expect(stderr).toMatch(/evaluating 10 %.*evaluating 50 %.*evaluating 100 %/s)
  })

  it('refuses a changed file, another dataset, a file of questions that is none', async () => {
    const { files } = manifestOf('published')
    await cp(at('published'), at('changed'), { recursive: true })
    const popularity = join(at('changed'), files.popularity.path)
    const bytes = readFileSync(popularity)
    bytes[5] ^= 1
    writeFileSync(popularity, bytes)
    expect(await evaluate(at('changed'), '--data', at('data'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(files.popularity.path),
    })
    await done(prepare('--sessions', at('test.txt'), '--min-support', '5', '--out', at('other')))
    expect(await evaluate(at('published'), '--data', at('other'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('same 30 items'),
    })
    writeFileSync(at('binary.txt'), 'a1 a2\n\u0000\u0001\n')
    expect(await evaluate(at('published'), '--data', at('data'), '--sessions', at('binary.txt'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('binary.txt, line 2'),
    })
    expect(await evaluate(at('published'), '--data', at('data'), '--split', 'train')).toMatchObject({ code: 2 })
  })
})

describe('a signed model', () => {
  const keys = (...argv: string[]) => capturedRun(keysCommand, ['keys', ...argv])
  const rollout = (...argv: string[]) => capturedRun(rolloutCommand, ['rollout', ...argv])
  const isSignedBy = (publicKey: string, name: string) => {
    const x = Buffer.from(publicKey, 'base64').toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const [bytes, signature] = ['manifest.json', 'manifest.sig'].map((file) => readFileSync(join(at(name), file)))
    return verify(null, bytes, key, signature)
  }

  it('is signed by a key that is made once, and so is a rollout of two', async () => {
    const key = at('key.pem')
    const made = (await done(keys(key))).trim().split('\n').at(-1)!
    expect(made).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect(statSync(key).mode & 0o077).toBe(0)
    expect(JSON.parse(await done(keys(key, '--json')))).toMatchObject({ made: false, publicKey: made })

    await done(publish(at('model'), '--name', 'signed', '--out', at('signed'), '--sign', key))
    expect(isSignedBy(made, 'signed')).toBe(true)

    await done(rollout(at('signed'), '--from', at('published'), '--share', '0.1', '--out', at('both'), '--sign', key))
    expect(isSignedBy(made, 'both')).toBe(true)
    const read = readRollout(readFileSync(join(at('both'), 'manifest.json')))!
    expect(read.share).toBe(0.1)
    for (const [part, name] of [
      ['previous', 'published'],
      ['next', 'signed'],
    ] as const) {
      const bytes = readFileSync(join(at('both'), read[part].path))
      expect(bytes).toEqual(readFileSync(join(at(name), 'manifest.json')))
      for (const { path } of Object.values(manifestOf(name).files))
        expect(statSync(join(at('both'), path)).isFile()).toBe(true)
    }
    const { code, stderr } = await evaluate(at('both'), '--data', at('data'))
    expect(code).toBe(1)
    expect(stderr).toContain('rollout of two models')
  })

  it.each([
    ['there is none', 'none.pem', ''],
    ['it is no key', 'text.pem', 'hello'],
    [
      'it is of another kind',
      'rsa.pem',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ],
  ])('is not published with a key where %s', async (_, name, content) => {
    if (content) writeFileSync(at(name), content)
    const { code, stderr } = await publish(at('model'), '--out', at('unsigned'), '--sign', at(name))
    expect(code).toBe(2)
    expect(stderr).toContain('penchant keys')
  })
})
