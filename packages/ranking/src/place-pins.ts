/**
 * Puts pinned entries at their places and moves the others down.
 * @param list without what is pinned
 * @param pins places count from 1, each once; where the list is shorter, a pin comes after its end
 */
export function placePins<T>(list: readonly T[], pins: readonly { entry: T; place: number }[], count: number): T[] {
  const placed = [...list]
  for (const { entry, place } of [...pins].sort((a, b) => a.place - b.place)) placed.splice(place - 1, 0, entry)
  return placed.slice(0, count)
}
