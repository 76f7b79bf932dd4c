/**
 * Symmetric quantisation: the largest magnitude becomes `limit`, zero stays zero, halves round away from zero.
 * The table and both twins' queries go through here, so equal floats give equal integers everywhere.
 * @param out receives the integers, from its start; as long as `values` or longer
 * @returns the scale (float32): value ≈ integer × scale. 0 where all values are 0.
 */
export function quantize(values: Float32Array, limit: number, out: Int8Array | Int16Array): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i])
    if (!(magnitude < Number.POSITIVE_INFINITY)) throw new RangeError(`value ${i} is ${values[i]}; all must be finite`)
    if (magnitude > largest) largest = magnitude
  }
  if (largest === 0) {
    out.fill(0, 0, values.length)
    return 0
  }
  // Divided in double precision: the float32 scale of a subnormal row may itself be 0.
  const perUnit = limit / largest
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.round(Math.abs(values[i]) * perUnit)
    out[i] = values[i] < 0 ? -magnitude : magnitude
  }
  return Math.fround(largest / limit)
}
