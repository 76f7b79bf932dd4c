import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPublished } from './read-published.ts'

const bytes = (array: Float32Array | Uint32Array | Uint8Array) => Buffer.from(array.buffer)

/** A stream of bits, the lowest of a byte first, from values and how many bits each has. */
function bits(...fields: number[][]): Buffer {
  const all = fields.flatMap(([value = 0, count]) => Array.from({ length: count ?? 0 }, (_, i) => (value >>> i) & 1))
  const out = Buffer.alloc(Math.ceil(all.length / 8))
  all.forEach((bit, i) => {
    out.writeUInt8(out.readUInt8(i >> 3) | (bit << (i & 7)), i >> 3)
  })
  return out
}

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
    const manifest: Record<string, unknown> = { formatVersion: 2, name: 'test', mix: {}, dataCard: { synthetic: true } }
    const parts = { manifest, columns }
    change(parts)
    const write = (name: string, content: Buffer) => {
      const sha256 = createHash('sha256').update(content).digest('hex')
      const path = `${name}.${sha256.slice(0, 8)}.bin`
      writeFileSync(join(folder, path), content)
      return { path, bytes: content.byteLength, sha256 }
    }
    // a → c, b; b has none; c → a. As the format has it: count, k, and for each a gap, a stop and a level.
    const edges = bits(
      ...[
        [2, 11],
        [0, 5],
        [1, 1],
        [0, 1],
        [13, 4],
        [0, 1],
        [0, 4],
      ],
      ...[
        [0, 11],
        [0, 5],
      ],
      ...[
        [1, 11],
        [0, 5],
        [0, 1],
        [0, 4],
      ],
    )
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
      [({ manifest }) => (manifest.formatVersion = 1), /formatVersion is 1/],
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
