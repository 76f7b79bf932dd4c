import { type FrequencyCap, SESSION_GAP_MS, type StoredInteraction } from '@penchant/protocol'

const DAY = 24 * 60 * 60 * 1000
const LENGTH = { day: DAY, week: 7 * DAY }

/** Items that the visitor has been shown as often as they may be. @param now milliseconds since the Unix epoch */
export function itemsCapped(
  history: readonly StoredInteraction[],
  { times, per }: Required<FrequencyCap>,
  now: number,
): Set<string> {
  const last = history.at(-1)
  const session = last && now - last.time <= SESSION_GAP_MS ? last.session : null
  const counts = new Map<string, number>()
  for (const { item, event, time, session: of } of history) {
    if (event !== 'impression' || item === undefined) continue
    if (per === 'session' ? of === session : time > now - LENGTH[per]) counts.set(item, (counts.get(item) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([item, count]) => (count >= times ? item : [])))
}
