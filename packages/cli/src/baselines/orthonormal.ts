/** Makes the columns of a matrix [rows × k], row-major, orthonormal in place: modified Gram–Schmidt, twice. A column without a direction of its own becomes zeros. */
export function orthonormalise(matrix: Float64Array, k: number): void {
  const rows = matrix.length / k
  // Once leaves columns that are nearly parallel only nearly orthogonal (Giraud et al. 2005).
  for (let pass = 0; pass < 2; pass++) {
    for (let j = 0; j < k; j++) {
      let before = 0
      for (let r = 0, at = j; r < rows; r++, at += k) before += matrix[at] * matrix[at]
      for (let other = 0; other < j; other++) {
        let dot = 0
        for (let r = 0, at = 0; r < rows; r++, at += k) dot += matrix[at + j] * matrix[at + other]
        if (dot === 0) continue
        for (let r = 0, at = 0; r < rows; r++, at += k) matrix[at + j] -= dot * matrix[at + other]
      }
      let square = 0
      for (let r = 0, at = j; r < rows; r++, at += k) square += matrix[at] * matrix[at]
      const scale = square > 1e-20 * before && square > 0 ? 1 / Math.sqrt(square) : 0
      for (let r = 0, at = j; r < rows; r++, at += k) matrix[at] *= scale
    }
  }
}
