/**
 * A 64-bit hash of a text (cyrb53's two lanes by bryc, public domain, kept whole instead of cut to
 * 53 bits). Visitors and sessions go through it: numbers sort faster and smaller than texts, and ten
 * million visitors collide with a probability of three in a million.
 */
export function textHash(seed: number): (text: string) => bigint {
  const lanes = new Uint32Array(2)
  const whole = new BigUint64Array(lanes.buffer)
  return (text) => {
    let a = 0xdeadbeef ^ seed
    let b = 0x41c6ce57 ^ seed
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 2654435761)
      b = Math.imul(b ^ code, 1597334677)
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
    lanes[0] = a
    lanes[1] = b
    return whole[0]
  }
}
