// AssemblyScript, not TypeScript: compiled into kernel-wasm.ts by `npm run build -w packages/scorer`.

/**
 * scores[r] = f32(Σ query[i] · table[r, i]) · f32(scales[r] · queryScale), four rows at a time.
 *
 * All pointers are 16-byte aligned. `items` is a multiple of 4 and `dimension` of 8; what pads them is
 * zero, so it adds nothing. The caller keeps |query| so small that no i32 sum can overflow.
 * Table int8 [items, dimension], scales f32 [items], query i16 [dimension], scores f32 [items].
 */
export function score(
  table: usize,
  scales: usize,
  query: usize,
  scores: usize,
  items: usize,
  dimension: usize,
  queryScale: f32,
): void {
  const factor = f32x4.splat(queryScale)
  for (let row: usize = 0; row < items; row += 4) {
    let a = i32x4.splat(0)
    let b = i32x4.splat(0)
    let c = i32x4.splat(0)
    let d = i32x4.splat(0)
    for (let i: usize = 0; i < dimension; i += 8) {
      const q = v128.load(query + (i << 1))
      const first = table + i
      const second = first + dimension
      const third = second + dimension
      const fourth = third + dimension
      a = i32x4.add(a, i32x4.dot_i16x8_s(q, v128.load8x8_s(first)))
      b = i32x4.add(b, i32x4.dot_i16x8_s(q, v128.load8x8_s(second)))
      c = i32x4.add(c, i32x4.dot_i16x8_s(q, v128.load8x8_s(third)))
      d = i32x4.add(d, i32x4.dot_i16x8_s(q, v128.load8x8_s(fourth)))
    }
    table += dimension << 2
    // Adds up the four lanes of each of a, b, c, d and leaves the four sums in one vector.
    const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7))
    const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7))
    const sums = i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7))
    const at = row << 2
    const scale = f32x4.mul(v128.load(scales + at), factor)
    v128.store(scores + at, f32x4.mul(f32x4.convert_i32x4_s(sums), scale))
  }
}
