import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import type { TrialLog, TrialRecord } from '../trial-log.ts'
import { crc32 } from './crc32.ts'

/** Who writes in a journal: says of itself where it runs, and from other machines from time to time that it still does. */
interface OwnerRecord {
  kind: 'owner'
  owner: string
  host: string
  pid: number
  /** Tells the process from a later one of the same id; empty where the system does not say. */
  born: string
  time: number
}

export interface Journal extends TrialLog {
  close(): void
}

export interface JournalOptions {
  /** Processes on other machines that said nothing for so many seconds count as dead. Default 300. */
  deadAfter?: number
}

/**
 * A study's records in a file: one JSON object a line, `{"crc32":…,"record":…}`, only ever appended to. Several
 * processes may share it, also over a network file system whose appends are whole. Each record is one write that
 * begins with the line feed, so that what a killed writer left unfinished ends there and is skipped by its checksum:
 * a journal cut at any byte holds every record before the cut.
 * @throws the file system's error, where the file cannot be opened or a record cannot be written whole
 */
export function openJournal(path: string, { deadAfter = 300 }: JournalOptions = {}): Journal {
  const file = openSync(path, 'a+')
  const owner = randomBytes(6).toString('hex')
  const owners = new Map<string, OwnerRecord>()
  let position = 0
  let rest = Buffer.alloc(0)

  function write(record: TrialRecord | OwnerRecord): void {
    const text = JSON.stringify(record)
    const line = Buffer.from(`\n{"crc32":"${crc32(text)}","record":${text}}`)
    const written = writeSync(file, line)
    if (written < line.length)
      throw new Error(`${path}: only ${written} of ${line.length} bytes were written; disk full?`)
    // What took an hour to find out shall outlive a power cut.
    if (record.kind === 'finish') fsyncSync(file)
  }

  function sayAlive(): void {
    write({ kind: 'owner', owner, host: hostname(), pid: process.pid, born: bornOf(process.pid), time: Date.now() })
  }

  sayAlive()
  const heartbeat = setInterval(sayAlive, (deadAfter * 1000) / 4)
  heartbeat.unref()

  return {
    owner,
    append: write,
    read() {
      const size = fstatSync(file).size
      const chunk = Buffer.alloc(Math.max(0, size - position))
      const count = readSync(file, chunk, 0, chunk.length, position)
      position += count
      const text = Buffer.concat([rest, chunk.subarray(0, count)])
      const records: TrialRecord[] = []
      let start = 0
      while (start < text.length) {
        const feed = text.indexOf(10, start)
        const end = feed < 0 ? text.length : feed
        const record = decode(text.toString('utf8', start, end))
        // The last line may still be growing.
        if (feed < 0 && !record) break
        if (record?.kind === 'owner') owners.set(record.owner, record)
        else if (record) records.push(record)
        start = end + 1
      }
      rest = text.subarray(Math.min(start, text.length))
      return records
    },
    isAlive(name) {
      if (name === owner) return true
      const record = owners.get(name)
      if (!record) return false
      if (record.host !== hostname()) return Date.now() - record.time < deadAfter * 1000
      return runs(record.pid) && bornOf(record.pid) === record.born
    },
    close() {
      clearInterval(heartbeat)
      closeSync(file)
    },
  }
}

function decode(line: string): TrialRecord | OwnerRecord | null {
  const [, sum, text] = /^\{"crc32":"([0-9a-f]{8})","record":(.*)\}$/s.exec(line) ?? []
  return text !== undefined && crc32(text) === sum ? JSON.parse(text) : null
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Linux' start time of a process (field 22 of its stat), dead ones that nobody has fetched yet being none. */
function bornOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'dead' : fields[19]
  } catch {
    return ''
  }
}
