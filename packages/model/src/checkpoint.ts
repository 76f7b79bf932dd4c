import { penchantError } from '@penchant/protocol'
import { copyBytes } from './copy-bytes.ts'

/** Arrays by name, with plain data beside them. */
export interface Checkpoint {
  meta: Record<string, unknown>
  arrays: Record<string, Float32Array | Int32Array>
}

const MAGIC = 0x434e5031 // "1PNC", little-endian
const HEADER = 16

/**
 * Layout, little-endian: magic, FNV-1a of all that follows the first 8 bytes, bytes of the JSON
 * header, zero; the header (ASCII); the arrays, each at a multiple of 4 bytes.
 */
export function encodeCheckpoint({ meta, arrays }: Checkpoint): Uint8Array<ArrayBuffer> {
  let offset = 0
  const entries = Object.entries(arrays).map(([name, array]) => {
    const entry = { name, type: array instanceof Int32Array ? 'int32' : 'float32', length: array.length, offset }
    offset += array.byteLength
    return entry
  })
  let header = asciiJson({ meta, entries })
  header += ' '.repeat((4 - (header.length % 4)) % 4)
  const bytes = new Uint8Array(HEADER + header.length + offset)
  for (let i = 0; i < header.length; i++) bytes[HEADER + i] = header.charCodeAt(i)
  let at = HEADER + header.length
  for (const array of Object.values(arrays)) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  const start = new DataView(bytes.buffer)
  start.setUint32(0, MAGIC, true)
  start.setUint32(8, header.length, true)
  start.setUint32(4, checksum(bytes), true)
  return bytes
}

/** The reverse. Throws `ModelInvalid` when a byte is missing, too many or changed. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const broken = (why: string) => penchantError('ModelInvalid', `checkpoint: ${why}; it cannot be used`)
  if (bytes.length < HEADER) throw broken(`${bytes.length} bytes are too few`)
  const start = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (start.getUint32(0, true) !== MAGIC) throw broken('it does not begin like one')
  if (start.getUint32(4, true) !== checksum(bytes)) throw broken('the checksum does not match')
  const length = start.getUint32(8, true)
  const from = HEADER + length
  let header: {
    meta: Record<string, unknown>
    entries: { name: string; type: string; length: number; offset: number }[]
  }
  try {
    let text = ''
    for (let i = HEADER; i < from; i++) text += String.fromCharCode(bytes[i])
    header = JSON.parse(text)
  } catch {
    throw broken('its header is no JSON')
  }
  const arrays: Checkpoint['arrays'] = {}
  for (const { name, type, length: count, offset } of header.entries) {
    if (from + offset + count * 4 > bytes.length) throw broken(`array "${name}" ends behind the file`)
    const copy = copyBytes(bytes, from + offset, from + offset + count * 4)
    arrays[name] = type === 'int32' ? new Int32Array(copy) : new Float32Array(copy)
  }
  return { meta: header.meta, arrays }
}

/** FNV-1a over everything but the first 8 bytes. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 8; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return hash >>> 0
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
