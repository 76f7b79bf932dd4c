/**
 * Bytes `from` to `to` in a buffer of their own, aligned for any typed array. Not `bytes.slice()`: a Node
 * Buffer's shares its memory, and its `.buffer` is the whole file.
 */
export function copyBytes(bytes: Uint8Array, from: number, to: number): ArrayBuffer {
  const copy = new Uint8Array(to - from)
  copy.set(bytes.subarray(from, to))
  return copy.buffer
}
