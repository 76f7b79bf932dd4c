import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { dependencyViolations, importsOf, layoutViolations, type Tree, violations } from './architecture.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What git knows or would add: what it ignores is no part of the repository. */
function paths(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const all = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0')
  const deleted = execFileSync('git', ['ls-files', '--deleted', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
  return [...new Set(all)].filter((path) => path !== '' && !deleted.includes(path))
}

const repository = paths()
const tree: Tree = new Map(
  repository
    .filter((path) => /\.(tsx?|js|mjs|json)$/.test(path))
    .map((path) => [path, readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')]),
)

describe('this repository', () => {
  it('imports downwards only, without circles', () => expect(violations(tree)).toEqual([]))
  it('has the agreed layout at its top', () => {
    const top = new Set(repository.map((path) => path.split('/')[0]).filter((name) => !name.startsWith('.')))
    expect(layoutViolations([...top])).toEqual([])
  })
  it('pins TF.js and keeps download addresses out of its lock file', () => {
    expect(dependencyViolations(tree)).toEqual([])
  })
  it('was read: every package has sources', () => {
    const folders = new Set([...tree.keys()].filter((path) => path.endsWith('.ts')).map((path) => path.split('/')[1]))
    for (const name of ['protocol', 'tensor', 'model', 'scorer', 'ranking', 'engine', 'sdk', 'cli']) {
      expect(folders).toContain(name)
    }
  })
})

/** A small house in which nothing is wrong, changed by `files`. */
function house(files: Record<string, string>): Tree {
  const manifest = (name: string, dependencies: string[], exports: string[] = ['.']): string =>
    JSON.stringify({
      name,
      exports: Object.fromEntries(exports.map((key) => [key, './src/index.ts'])),
      dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '4.22.0'])),
    })
  return new Map(
    Object.entries({
      'packages/protocol/package.json': manifest('@penchant/protocol', []),
      'packages/tensor/package.json': manifest('@penchant/tensor', ['@tensorflow/tfjs-core']),
      'packages/model/package.json': manifest('@penchant/model', ['@penchant/protocol', '@penchant/tensor']),
      'packages/engine/package.json': manifest('@penchant/engine', ['@penchant/model', 'idb'], []),
      'packages/sdk/package.json': manifest('penchant', ['@penchant/protocol', 'comlink']),
      'packages/protocol/src/index.ts': `export * from './item.ts'`,
      'packages/protocol/src/item.ts': 'export interface Item { id: string }',
      'packages/sdk/src/index.ts': `export { start } from './start.ts'`,
      'packages/sdk/src/start.ts': `import type { Item } from '@penchant/protocol'\nexport const start = (item: Item) => item`,
      ...files,
    }),
  )
}

describe('violations', () => {
  it('finds nothing wrong with a house in order', () => expect(violations(house({}))).toEqual([]))

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an import upwards',
      { 'packages/protocol/src/item.ts': `import '@penchant/model'` },
      /item\.ts:1:.* protocol may not import model/,
    ],
    [
      'an import upwards of a type only',
      { 'packages/tensor/src/a.ts': `import type { A } from '@penchant/model'` },
      /tensor may not import model/,
    ],
    [
      'a re-export from above',
      { 'packages/tensor/src/a.ts': `export * from '@penchant/model'` },
      /tensor may not import model/,
    ],
    [
      'a dynamic import of a sideways package',
      { 'packages/model/src/a.ts': `await import('@penchant/scorer')` },
      /model may not import @penchant\/scorer/,
    ],
    [
      'a type taken by import()',
      { 'packages/tensor/src/a.ts': `type A = import('@penchant/model').A` },
      /tensor may not import model/,
    ],
    [
      'the engine imported by the page',
      { 'packages/sdk/src/start.ts': `import '@penchant/engine'` },
      /nothing imports the engine/,
    ],
    [
      'the engine reached by a path',
      { 'packages/sdk/src/start.ts': `new Worker(new URL('../../engine/src/worker.ts', import.meta.url))` },
      /a file of another package/,
    ],
    [
      'TF.js on the page',
      { 'packages/sdk/src/start.ts': `import * as tf from '@tensorflow/tfjs-core'` },
      /sdk may not import @tensorflow\/tfjs-core/,
    ],
    ['idb on the page', { 'packages/sdk/src/start.ts': `import { openDB } from 'idb'` }, /sdk may not import idb/],
    [
      'Node in the model',
      { 'packages/model/src/a.ts': `import { readFileSync } from 'node:fs'` },
      /model\/src\/a\.ts:1: imports "node:fs"/,
    ],
    [
      'the own entry by its path',
      { 'packages/sdk/src/other.ts': `import { start } from './index.ts'` },
      /its own package's entry/,
    ],
    [
      'the own entry by its name',
      { 'packages/sdk/src/other.ts': `import { start } from 'penchant'` },
      /its own package's entry/,
    ],
    [
      'logic in an entry',
      { 'packages/sdk/src/index.ts': 'export const one = 1' },
      /index\.ts: a public entry only re-exports/,
    ],
    ['a missing file', { 'packages/sdk/src/other.ts': `import './gone.ts'` }, /which does not exist/],
    [
      'an undeclared dependency',
      { 'packages/engine/src/a.ts': `import * as comlink from 'comlink'` },
      /package\.json does not name/,
    ],
    [
      'a path inside another package',
      { 'packages/sdk/src/start.ts': `import '@penchant/protocol/src/item.ts'` },
      /does not export/,
    ],
    ['a vague file name', { 'packages/sdk/src/utils.ts': 'export const one = 1' }, /"utils\.ts" says nothing/],
    [
      'a package without a rule',
      { 'packages/mystery/package.json': '{"name":"@penchant/mystery"}' },
      /"mystery" has no rule yet/,
    ],
    [
      'a circle of files, even of types alone',
      {
        'packages/model/src/a.ts': `import { b } from './b.ts'`,
        'packages/model/src/b.ts': `export { c } from './c.ts'`,
        'packages/model/src/c.ts': `import type { A } from './a.ts'`,
      },
      /Circle of files: packages\/model\/src\/a\.ts → .*b\.ts → .*c\.ts → packages\/model\/src\/a\.ts/,
    ],
    [
      'a circle of packages',
      {
        'packages/model/src/a.ts': `import '@penchant/tensor'`,
        'packages/tensor/src/a.ts': `import '@penchant/model'`,
      },
      /Circle of packages: model → tensor → model/,
    ],
  ])('finds %s', (_, files, sentence) => {
    const found = violations(house(files))
    expect(found.join('\n')).toMatch(sentence)
  })

  it('is not misled by text that only looks like an import', () => {
    const text = `// import '@penchant/engine'\nconst a = "import '@penchant/model'"\nconst b = \`from '\${a}'\``
    expect(importsOf('a.ts', text)).toEqual([])
  })
})

describe('layoutViolations', () => {
  it('names what is too much and what is missing', () => {
    const found = layoutViolations([
      'packages',
      'demo',
      'docs',
      'scripts',
      'package.json',
      'package-lock.json',
      'LICENSE',
    ])
    expect(found.join('\n')).toMatch(
      /"scripts" has no place[\s\S]*"test" is missing[\s\S]*"vite\.config\.ts" is missing/,
    )
  })
})

describe('dependencyViolations', () => {
  const lock = (entry: object): Tree => house({ 'package-lock.json': JSON.stringify({ packages: entry }) })
  it.each<[string, Tree, RegExp]>([
    [
      'a range',
      house({ 'packages/tensor/package.json': '{"dependencies":{"@tensorflow/tfjs":"^4.22.0"}}' }),
      /tfjs is "\^4\.22\.0"/,
    ],
    [
      'a second version',
      lock({ 'packages/x/node_modules/@tensorflow/tfjs-core': { version: '4.21.0' } }),
      /is 4\.21\.0/,
    ],
    [
      'an address',
      lock({ 'node_modules/idb': { version: '8.0.4', resolved: 'https://example.org/idb.tgz' } }),
      /node_modules\/idb has a download/,
    ],
  ])('finds %s', (_, given, sentence) => expect(dependencyViolations(given).join('\n')).toMatch(sentence))

  it('lets workspace links stand', () => {
    expect(dependencyViolations(lock({ 'node_modules/penchant': { resolved: 'packages/sdk' } }))).toEqual([])
  })
})
