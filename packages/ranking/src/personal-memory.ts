/**
 * What this visitor comes back to, over the whole history: Σ over the visitor's interactions with an item of
 * decay^(sessions ago), normalised to sum 1. No training, one pass.
 * @param rows item rows (1-based), oldest first; 0 (padding) is skipped
 * @param sessions session number of each interaction, rising; the last one's session is 0 sessions ago
 * @param decay weight lost a session, 0 to 1
 * @returns item row → share
 */
export function personalMemory(
  rows: ArrayLike<number>,
  sessions: ArrayLike<number>,
  decay: number,
): Map<number, number> {
  if (!(decay >= 0 && decay <= 1)) throw new RangeError(`decay is ${decay}; it must lie between 0 and 1`)
  if (rows.length !== sessions.length) {
    throw new RangeError(`rows has ${rows.length} entries and sessions ${sessions.length}; they must be of one length`)
  }
  const memory = new Map<number, number>()
  let weight = 1
  let total = 0
  for (let i = rows.length - 1; i >= 0; i--) {
    if (i + 1 < rows.length && sessions[i] !== sessions[i + 1]) weight *= decay
    if (rows[i] === 0 || weight === 0) continue
    memory.set(rows[i], (memory.get(rows[i]) ?? 0) + weight)
    total += weight
  }
  for (const [row, share] of memory) memory.set(row, share / total)
  return memory
}
