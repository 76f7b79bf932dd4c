/**
 * In how many of the visitor's sessions each item was: Σ over the sessions that had it of decay^(sessions ago). A count and
 * no share: what was bought in three of three orders is surer to be bought again than what was in one of one. The
 * personal frequency of TIFU-KNN (Hu et al. 2020, https://arxiv.org/abs/2006.00556), with one decay.
 * @param rows item rows (1-based), oldest first; 0 (padding) is skipped
 * @param sessions session number of each interaction, rising; the last one's session is 0 sessions ago
 * @param decay weight lost a session, 0 to 1
 * @returns item row → count
 */
export function sessionCounts(
  rows: ArrayLike<number>,
  sessions: ArrayLike<number>,
  decay: number,
): Map<number, number> {
  if (!(decay >= 0 && decay <= 1)) throw new RangeError(`decay is ${decay}; it must lie between 0 and 1`)
  const counts = new Map<number, number>()
  const inSession = new Set<number>()
  let weight = 1
  for (let i = rows.length - 1; i >= 0; i--) {
    if (i + 1 < rows.length && sessions[i] !== sessions[i + 1]) {
      weight *= decay
      inSession.clear()
    }
    if (rows[i] === 0 || weight === 0 || inSession.has(rows[i])) continue
    inSession.add(rows[i])
    counts.set(rows[i], (counts.get(rows[i]) ?? 0) + weight)
  }
  return counts
}
