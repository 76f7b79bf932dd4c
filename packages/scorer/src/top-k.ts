export interface TopK {
  /** Item rows, 1-based, best first. */
  rows: Int32Array
  scores: Float32Array
}

/**
 * The best k of all scores, exactly: highest score first, the smaller row first where scores are equal.
 * @param scores [items], index i = item row i + 1; no NaN
 * @param k a whole number; fewer come back where fewer are left
 * @param exclude item rows (1-based) to leave out
 */
export function topK(scores: Float32Array, k: number, exclude?: ReadonlySet<number>): TopK {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`k is ${k}; it must be a whole number of at least 0`)
  const size = Math.min(k, scores.length)
  // A heap of indices with the worst of the kept at the root. An index that comes later loses every tie,
  // so while scanning a score has to be strictly better than the root's.
  const heap = new Int32Array(size)
  let kept = 0
  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && a > b)

  const sink = (index: number, length: number) => {
    let at = 0
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && worse(heap[child + 1], heap[child])) child++
      if (!worse(heap[child], index)) break
      heap[at] = heap[child]
      at = child
    }
    heap[at] = index
  }

  let index = 0
  for (; index < scores.length && kept < size; index++) {
    if (exclude?.has(index + 1)) continue
    let at = kept++
    for (let parent = (at - 1) >> 1; at > 0 && worse(index, heap[parent]); parent = (at - 1) >> 1) {
      heap[at] = heap[parent]
      at = parent
    }
    heap[at] = index
  }
  if (kept > 0) {
    for (let threshold = scores[heap[0]]; index < scores.length; index++) {
      if (!(scores[index] > threshold) || exclude?.has(index + 1)) continue
      sink(index, kept)
      threshold = scores[heap[0]]
    }
  }

  const top = { rows: new Int32Array(kept), scores: new Float32Array(kept) }
  for (let place = kept - 1; place >= 0; place--) {
    const worst = heap[0]
    top.rows[place] = worst + 1
    top.scores[place] = scores[worst]
    if (place > 0) sink(heap[place], place)
  }
  return top
}
