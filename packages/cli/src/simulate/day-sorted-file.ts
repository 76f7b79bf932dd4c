import { appendFileSync, createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

const DAY = 86_400_000
const BUFFERED = 1 << 16

/**
 * A file of lines in the order of time, written by someone who brings them in any order: each line
 * goes to its day's part on disk, and at the end the parts are sorted one by one and joined. What is
 * held in memory is one day, however many days there are.
 */
export interface DaySortedFile {
  /** `line` begins with the time in a form that sorts as text, and has no line end. */
  add(time: number, line: string): void
  /** Sorts, joins and compresses; `progress` gets days done. */
  finish(progress: (days: number) => void): Promise<void>
}

export function daySortedFile(path: string, header: string, from: number, days: number): DaySortedFile {
  const folder = `${path}.parts`
  mkdirSync(folder, { recursive: true })
  const part = (day: number) => join(folder, String(day))
  const waiting: string[] = new Array(days).fill('')
  const written = new Set<number>()
  const flush = (day: number) => {
    if (waiting[day] === '') return
    appendFileSync(part(day), waiting[day])
    waiting[day] = ''
    written.add(day)
  }
  return {
    add(time, line) {
      const day = Math.floor((time - from) / DAY)
      waiting[day] += `${line}\n`
      if (waiting[day].length > BUFFERED) flush(day)
    },
    async finish(progress) {
      function* sorted() {
        if (header !== '') yield `${header}\n`
        for (let day = 0; day < days; day++) {
          flush(day)
          if (written.has(day)) {
            const lines = readFileSync(part(day), 'utf8').split('\n')
            lines.pop()
            rmSync(part(day))
            yield `${lines.sort().join('\n')}\n`
          }
          progress(day + 1)
        }
      }
      await pipeline(Readable.from(sorted()), createGzip(), createWriteStream(path))
      rmSync(folder, { recursive: true })
    },
  }
}
