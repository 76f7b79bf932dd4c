/** Whether `a` is nowhere worse than `b`, and somewhere better. Smaller is better. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false
  for (let i = 0; i < a.length; i++) {
    if (a[i] > b[i]) return false
    if (a[i] < b[i]) better = true
  }
  return better
}

/**
 * Indices of the points that no other dominates, in their order. Of equal points all are there.
 * @param losses [points][objectives], smaller is better
 */
export function paretoFront(losses: readonly (readonly number[])[]): number[] {
  return losses.flatMap((point, index) => (losses.some((other) => dominates(other, point)) ? [] : [index]))
}

/**
 * Indices of all points, best first: by the front to which they belong, and within one by crowding distance, so that
 * what stands alone comes before what has close neighbours (Deb et al., NSGA-II, 2002).
 */
export function rankByDominance(losses: readonly (readonly number[])[]): number[] {
  const ranked: number[] = []
  let rest = losses.map((_, index) => index)
  while (rest.length > 0) {
    const inFront = new Set(paretoFront(rest.map((index) => losses[index])))
    const front = rest.filter((_, position) => inFront.has(position))
    const distance = new Map(front.map((index) => [index, 0]))
    for (let objective = 0; objective < losses[0].length; objective++) {
      const sorted = [...front].sort((a, b) => losses[a][objective] - losses[b][objective])
      const range = losses[sorted[sorted.length - 1]][objective] - losses[sorted[0]][objective] || 1
      sorted.forEach((index, i) => {
        const inner = i > 0 && i < sorted.length - 1
        const gap = inner ? (losses[sorted[i + 1]][objective] - losses[sorted[i - 1]][objective]) / range : 1e9
        distance.set(index, distance.get(index)! + gap)
      })
    }
    ranked.push(...front.sort((a, b) => distance.get(b)! - distance.get(a)! || a - b))
    rest = rest.filter((_, position) => !inFront.has(position))
  }
  return ranked
}

/**
 * The volume that the points dominate, up to `reference`: the usual measure of a front. Smaller losses are better, and
 * points that are not better than the reference everywhere add nothing.
 */
export function hypervolume(losses: readonly (readonly number[])[], reference: readonly number[]): number {
  const inside = losses.filter((point) => point.every((loss, i) => loss < reference[i]))
  if (inside.length === 0) return 0
  const last = reference.length - 1
  if (last === 0) return reference[0] - Math.min(...inside.map(([loss]) => loss))
  // Slice by slice along the last objective: what is in a slice is a front of one objective less.
  const sorted = [...inside].sort((a, b) => a[last] - b[last])
  let volume = 0
  for (let i = 0; i < sorted.length; i++) {
    const depth = (i + 1 < sorted.length ? sorted[i + 1][last] : reference[last]) - sorted[i][last]
    if (depth > 0) {
      const slice = sorted.slice(0, i + 1).map((point) => point.slice(0, last))
      volume += depth * hypervolume(slice, reference.slice(0, last))
    }
  }
  return volume
}
