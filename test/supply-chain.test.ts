import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'packages/sdk/dist')
const jsonOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const packages = readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    folder: join(ROOT, 'packages', name),
    json: jsonOf(join(ROOT, 'packages', name, 'package.json')),
  }))
const published = packages.filter(({ json }) => !json.private)

describe('what is published', () => {
  it('runs nothing when it is installed', () => {
    for (const { name, json } of packages)
      for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
        expect(json.scripts ?? {}, name).not.toHaveProperty(script)
  })

  it.each(published.map(({ name, folder, json }) => [name, folder, json] as const))(
    '%s says where it was built, holds only what it names, and is a right package',
    async (_, folder, json) => {
      expect(json.publishConfig).toEqual({ access: 'public', provenance: true })
      expect(json.files.length).toBeGreaterThan(0)
      expect(json.license).toBe('Apache-2.0')
      const { messages } = await publint({ pkgDir: folder, pack: false, level: 'warning' })
      expect(messages).toEqual([])
    },
  )
})

describe('what a browser gets', () => {
  it('has its integrity beside it, file by file', () => {
    const { version, files } = jsonOf(join(DIST, 'integrity.json'))
    expect(version).toBe(jsonOf(join(DIST, '../package.json')).version)
    const all = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
    const built = all.filter((path) => /\.(js|wasm)$/.test(path))
    expect(Object.keys(files).sort()).toEqual(built.sort())
    for (const [path, integrity] of Object.entries(files)) {
      const digest = createHash('sha384')
        .update(readFileSync(join(DIST, path)))
        .digest('base64')
      expect(integrity, path).toBe(`sha384-${digest}`)
    }
  })

  it('lists the licences of all that others wrote, which is in the engine alone', () => {
    const text = readFileSync(join(DIST, 'engine/THIRD-PARTY-LICENSES.md'), 'utf8')
    const listed = [...text.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(([, name, licence]) => [name, licence])
    const names = listed.map(([name]) => name)
    const used = packages
      .filter(({ name }) => ['engine', 'tensor'].includes(name))
      .flatMap(({ json }) => Object.keys(json.dependencies))
    expect(names).toEqual(expect.arrayContaining(used.filter((name) => !/^@penchant\/|\/tfjs$/.test(name))))
    for (const [name, licence] of listed) expect(['Apache-2.0', 'MIT', 'ISC', 'BSD-3-Clause'], name).toContain(licence)
    const maps = readdirSync(DIST).filter((name) => name.endsWith('.js.map'))
    expect(maps.length).toBeGreaterThan(2)
    for (const map of maps)
      expect(
        jsonOf(join(DIST, map)).sources.filter((source: string) => source.includes('node_modules')),
        map,
      ).toEqual([])
  })
})
