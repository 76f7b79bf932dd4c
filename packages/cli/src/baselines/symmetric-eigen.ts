/**
 * Eigenvectors of a symmetric matrix [n × n], by Jacobi's rotations (Golub & Van Loan, 8.5).
 * @returns values, largest first, and vectors [n × n]: column j belongs to value j
 */
export function symmetricEigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    let all = 0
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++) {
        all += a[p * n + q] ** 2
        if (p !== q) off += a[p * n + q] ** 2
      }
    }
    if (off <= 1e-22 * all) break
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = a[p * n + q]
        if (apq === 0) continue
        const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq)
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        for (let i = 0; i < n; i++) {
          const ip = a[i * n + p]
          a[i * n + p] = c * ip - s * a[i * n + q]
          a[i * n + q] = s * ip + c * a[i * n + q]
        }
        for (let i = 0; i < n; i++) {
          const pi = a[p * n + i]
          a[p * n + i] = c * pi - s * a[q * n + i]
          a[q * n + i] = s * pi + c * a[q * n + i]
          const vp = v[i * n + p]
          v[i * n + p] = c * vp - s * v[i * n + q]
          v[i * n + q] = s * vp + c * v[i * n + q]
        }
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i])
  const vectors = new Float64Array(n * n)
  for (const [to, from] of order.entries()) for (let i = 0; i < n; i++) vectors[i * n + to] = v[i * n + from]
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors }
}
