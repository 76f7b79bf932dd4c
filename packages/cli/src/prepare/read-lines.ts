import { closeSync, createReadStream, openSync, type ReadStream, readSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DataError } from '../errors.ts'

/** Characters. A longer line is cut one character past it, so that its reader can tell and reject it. */
export const MAX_LINE = 1 << 20

const CHUNK_BYTES = 1 << 18

/**
 * The lines of a text file, without their line ends, in batches of a few thousand. UTF-8, or UTF-16
 * with a byte order mark; gzip is known by its first bytes, whatever the file is called.
 * @param onBytes told of bytes read from the disk, compressed where the file is.
 * @throws DataError when the file cannot be read or its gzip stream is damaged.
 */
export async function* readLines(path: string, onBytes: (bytes: number) => void = () => {}): AsyncGenerator<string[]> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let rest = ''
  const cut = (text: string): string[] => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    if (rest.length > MAX_LINE) rest = rest.slice(0, MAX_LINE + 1)
    for (let i = 0; i < lines.length; i++) if (lines[i].endsWith('\r')) lines[i] = lines[i].slice(0, -1)
    return lines
  }
  try {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES })
    let told = 0
    for await (const chunk of gunzipped(path, file)) {
      onBytes(file.bytesRead - told)
      told = file.bytesRead
      decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8')
      const lines = cut(decoder.decode(chunk, { stream: true }))
      if (lines.length > 0) yield lines
    }
  } catch (error) {
    throw new DataError(`${path} cannot be read: ${(error as Error).message}`)
  }
  const last = cut(decoder?.decode() ?? '')
  if (rest !== '') last.push(rest.endsWith('\r') ? rest.slice(0, -1) : rest)
  if (last.length > 0) yield last
}

function gunzipped(path: string, file: ReadStream): AsyncIterable<Buffer> {
  if (firstBytes(path, 2).toString('hex') !== '1f8b') return file
  // An error of either stream reaches the reader of the last one.
  return pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => {})
}

/** The first bytes of a file as they lie on the disk. */
export function firstBytes(path: string, count: number): Buffer {
  const bytes = Buffer.alloc(count)
  const file = openSync(path, 'r')
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, count, 0))
  } finally {
    closeSync(file)
  }
}
