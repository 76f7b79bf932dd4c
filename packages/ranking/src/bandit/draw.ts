/** Index of the option that a number from 0 to 1 falls on. @param chances sum to 1 */
export function draw(chances: readonly number[], at: number): number {
  let sum = 0
  const found = chances.findIndex((chance) => {
    sum += chance
    return at < sum
  })
  // Where rounding leaves a gap at the end.
  return found < 0 ? chances.length - 1 : found
}
