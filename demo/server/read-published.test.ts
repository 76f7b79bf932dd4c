import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPublished } from './read-published.ts'

const bytes = (array: Float32Array | Uint32Array | Uint8Array) => Buffer.from(array.buffer)

describe('readPublished', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'published-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function publish(
    change: (parts: { manifest: Record<string, unknown>; columns: Record<string, unknown> }) => void = () => {},
  ) {
    const columns: Record<string, unknown> = {
      id: ['a', 'b', 'c'],
      title: ['Mug', null, 'Bowl'],
      price: [3.5, null, 2],
      category: [1, 0, null],
      categories: [['Kitchen'], ['Kitchen', 'Mugs']],
      brand: [0, null, 7],
      brands: ['Tide'],
      image: ['a', null, 'c'],
      imagePrefix: '/x/',
      imageSuffix: '.png',
    }
    const manifest: Record<string, unknown> = { formatVersion: 1, name: 'test', dataCard: { synthetic: true } }
    const parts = { manifest, columns }
    change(parts)
    const write = (name: string, content: Buffer) => {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const path = `${name}.${sha256.slice(0, 8)}.bin`
      writeFileSync(join(folder, path), content)
      return { path, bytes: content.byteLength, sha256 }
    }
    const edges = Buffer.concat([
      bytes(Uint32Array.of(0, 2, 2, 3)),
      bytes(Uint32Array.of(3, 2, 1)),
      bytes(Uint8Array.of(255, 9, 255)),
      bytes(Float32Array.of(1, 1, 1)),
    ])
    const files = {
      items: write('items', Buffer.from(JSON.stringify(columns))),
      popularity: write('popularity', bytes(Float32Array.of(0.2, 0.5, 0.3))),
      neighbours: write('neighbours', edges),
    }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ files, ...manifest }))
  }

  it('reads items, popularity and neighbours', async () => {
    publish()
    const { items, popularity, neighbours } = await readPublished(folder)
    expect(items).toEqual([
      { id: 'a', title: 'Mug', image: '/x/a.png', price: 3.5, category: ['Kitchen', 'Mugs'], brand: 'Tide' },
      { id: 'b', category: ['Kitchen'] },
      { id: 'c', title: 'Bowl', image: '/x/c.png', price: 2 },
    ])
    expect([...popularity].map((share) => share.toFixed(1))).toEqual(['0.2', '0.5', '0.3'])
    expect([0, 1, 2].map(neighbours)).toEqual([[2, 1], [], [0]])
  })

  it('says what is wrong with a folder that is none', async () => {
    await expect(readPublished(join(folder, 'nowhere'))).rejects.toThrow(/no manifest.json.*penchant publish/)
    writeFileSync(join(folder, 'manifest.json'), '{')
    await expect(readPublished(folder)).rejects.toThrow(/manifest.json is not JSON/)
    for (const [change, message] of [
      [({ manifest }) => (manifest.formatVersion = 2), /formatVersion is 2/],
      [({ manifest }) => (manifest.files = null), /files.items.path is undefined/],
      [({ manifest }) => (manifest.files = { items: { path: '../../etc/passwd' } }), /a plain file name is needed/],
      [({ columns }) => (columns.id = []), /id is missing or empty/],
      [({ columns }) => (columns.title = ['one']), /title must hold 3 values/],
      [({ columns }) => (columns.id = ['a', 'b']), /title must hold 2 values/],
    ] as [Parameters<typeof publish>[0], RegExp][]) {
      publish(change)
      await expect(readPublished(folder)).rejects.toThrow(message)
    }
    publish()
    const popularity = readdirSync(folder).find((name) => name.startsWith('popularity'))!
    writeFileSync(join(folder, popularity), 'cut')
    await expect(readPublished(folder)).rejects.toThrow(/popularity.*sha-256/)
  })
})
