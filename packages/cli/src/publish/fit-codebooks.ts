import { partStart, type Random } from '@penchant/model'
import { CODEWORDS } from '@penchant/protocol'

/** Rounds of Lloyd's algorithm: after so many hardly a row changes its codeword. */
const ROUNDS = 12

/** A product quantisation (Jégou et al. 2011) of rows that are cut into parts: each part is the nearest of 256 codewords. */
export interface Codebooks {
  parts: number
  dimension: number
  /** Codewords of each part, one part after another [parts][256, width of the part]. */
  words: Float32Array
  /** [rows, parts]. */
  codes: Uint8Array
}

/**
 * Codewords by k-means, part by part, which keep as much of the rows as they can.
 * @param rows [rows, d]; fewer than 256 of them are codewords themselves
 */
export function fitCodebooks(rows: Float32Array, dimension: number, parts: number, random: Random): Codebooks {
  const count = rows.length / dimension
  const words = new Float32Array(CODEWORDS * dimension)
  const codes = new Uint8Array(count * parts)
  for (let part = 0; part < parts; part++) {
    const start = partStart(part, parts, dimension)
    const width = partStart(part + 1, parts, dimension) - start
    const points = new Float32Array(count * width)
    for (let i = 0; i < count; i++) {
      points.set(rows.subarray(i * dimension + start, i * dimension + start + width), i * width)
    }
    const own = words.subarray(CODEWORDS * start, CODEWORDS * (start + width))
    const nearest = kMeans(points, width, own, random)
    for (let i = 0; i < count; i++) codes[i * parts + part] = nearest[i]
  }
  return { parts, dimension, words, codes }
}

/** @param words receives the means [256, width]. @returns the nearest of them to each point */
function kMeans(points: Float32Array, width: number, words: Float32Array, random: Random): Uint8Array {
  const count = points.length / width
  const place = (word: number, point: number) =>
    words.set(points.subarray(point * width, (point + 1) * width), word * width)
  const beginnings = random.shuffle(Uint32Array.from({ length: count }, (_, i) => i)).subarray(0, CODEWORDS)
  beginnings.forEach((point, word) => {
    place(word, point)
  })
  const used = beginnings.length
  const nearest = new Uint8Array(count)
  const sums = new Float64Array(used * width)
  const members = new Uint32Array(used)
  for (let round = 0; round < ROUNDS; round++) {
    assign(points, width, words, used, nearest)
    sums.fill(0)
    members.fill(0)
    for (let i = 0; i < count; i++) {
      members[nearest[i]]++
      for (let j = 0; j < width; j++) sums[nearest[i] * width + j] += points[i * width + j]
    }
    for (let word = 0; word < used; word++) {
      // A codeword that nothing is nearest to begins anew where there is something.
      if (members[word] === 0) place(word, random.below(count))
      else for (let j = 0; j < width; j++) words[word * width + j] = sums[word * width + j] / members[word]
    }
  }
  assign(points, width, words, used, nearest)
  return nearest
}

function assign(points: Float32Array, width: number, words: Float32Array, used: number, nearest: Uint8Array): void {
  const halves = new Float64Array(used)
  for (let word = 0; word < used; word++) {
    let square = 0
    for (let j = 0; j < width; j++) square += words[word * width + j] ** 2
    halves[word] = square / 2
  }
  for (let i = 0; i < nearest.length; i++) {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let word = 0, at = 0; word < used; word++) {
      let distance = halves[word]
      for (let j = i * width; j < (i + 1) * width; j++, at++) distance -= points[j] * words[at]
      if (distance < least) {
        least = distance
        best = word
      }
    }
    nearest[i] = best
  }
}
