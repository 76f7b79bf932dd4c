const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c
})

/** CRC-32 of a text's UTF-8 bytes (ISO 3309, as in gzip), eight hexadecimal digits. */
export function crc32(text: string): string {
  let c = 0xffffffff
  for (const byte of Buffer.from(text)) c = TABLE[(c ^ byte) & 255] ^ (c >>> 8)
  return ((c ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}
