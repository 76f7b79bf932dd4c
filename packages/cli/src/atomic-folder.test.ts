import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { atomicFolder } from './atomic-folder.ts'
import { UsageError } from './errors.ts'

let parent: string
let out: string

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'penchant-atomic-'))
  out = join(parent, 'out')
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const write = (content: string) => async (folder: string) => {
  writeFileSync(join(folder, 'marker.json'), content)
  return content
}

describe('atomicFolder', () => {
  it('shows the folder when it is complete, not before', async () => {
    const value = await atomicFolder(out, { marker: 'marker.json' }, async (folder) => {
      expect(existsSync(out)).toBe(false)
      return write('1')(folder)
    })
    expect(value).toBe('1')
    expect(readFileSync(join(out, 'marker.json'), 'utf8')).toBe('1')
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('replaces an earlier one as a whole', async () => {
    await atomicFolder(out, { marker: 'marker.json' }, async (folder) => {
      writeFileSync(join(folder, 'old.txt'), '')
      await write('1')(folder)
    })
    await atomicFolder(out, { marker: 'marker.json' }, write('2'))
    expect(readdirSync(out)).toEqual(['marker.json'])
    expect(readdirSync(parent)).toEqual(['out'])
  })

  it('leaves things as they were when the work fails', async () => {
    await atomicFolder(out, { marker: 'marker.json' }, write('1'))
    const listeners = process.listenerCount('SIGINT')
    const failing = atomicFolder(out, { marker: 'marker.json' }, async (folder) => {
      await write('2')(folder)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(readFileSync(join(out, 'marker.json'), 'utf8')).toBe('1')
    expect(readdirSync(parent)).toEqual(['out'])
    expect(process.listenerCount('SIGINT')).toBe(listeners)
  })

  it("refuses somebody else's folder and a file, touches neither", async () => {
    mkdirSync(out)
    writeFileSync(join(out, 'photo.jpg'), '')
    await expect(atomicFolder(out, { marker: 'marker.json' }, write('1'))).rejects.toThrow(UsageError)
    await expect(atomicFolder(join(out, 'photo.jpg'), { marker: 'marker.json' }, write('1'))).rejects.toThrow(
      /is a file/,
    )
    expect(readdirSync(out)).toEqual(['photo.jpg'])
  })
})
