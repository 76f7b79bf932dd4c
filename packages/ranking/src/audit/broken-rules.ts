import { isView, ownSteps, type Trace } from './trace.ts'

/** What no person does, whatever the shop. */
export type HardRule = 'too-fast' | 'no-pause' | 'endless-session' | 'no-sleep'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Views within `VIEW_WINDOW`: more than one a second, kept up. */
const MOST_VIEWS = 120
const VIEW_WINDOW = 2 * MINUTE
/** A clock that knows minutes or days says nothing of the pace: so many different times must be among those views. */
const LEAST_TIMES = 10
/** Half of the gaps between a session's views are shorter, of so many at least, milliseconds. */
const SHORTEST_GAP = 500
const LEAST_GAPS = 9
/**
 * Views in the same second are quick only if the clock knows seconds: some two of them must be this near, milliseconds, at
 * so many different times.
 */
const SECONDS = 2000
const LEAST_SECONDS = 3
/** Steps of one session. */
const LONGEST_SESSION = 500
/** Hours of a day with something done in them. */
const MOST_HOURS = 22

export interface BrokenRules {
  /** Number of a session → the rules that it breaks. */
  sessions: ReadonlyMap<number, readonly HardRule[]>
  /** Share of the visitor's own steps that lie in those sessions. */
  share: number
}

/** What is written down at one moment is a list, an order or a coarse clock, and no haste. */
export function brokenRules(trace: Trace): BrokenRules {
  const { times, sessions, events } = trace
  const broken = new Map<number, HardRule[]>()
  const found = (session: number, rule: HardRule) => {
    const rules = broken.get(session) ?? []
    if (!rules.includes(rule)) broken.set(session, [...rules, rule])
  }
  const steps = ownSteps(trace)
  const bySession = new Map<number, number[]>()
  for (const i of steps) {
    const session = bySession.get(sessions[i])
    if (session) session.push(i)
    else bySession.set(sessions[i], [i])
  }
  for (const [session, own] of bySession) {
    const moments = [...new Set(own.map((i) => times[i]))]
    if (moments.length > LONGEST_SESSION) found(session, 'endless-session')
    const views = own.filter((i) => isView(events[i])).map((i) => times[i])
    const gaps = views.slice(1).map((time, i) => time - views[i])
    const knowsSeconds = new Set(views).size >= LEAST_SECONDS && Math.min(...gaps.filter((gap) => gap > 0)) <= SECONDS
    if (knowsSeconds && gaps.length >= LEAST_GAPS && median(gaps) < SHORTEST_GAP) found(session, 'no-pause')
    for (let from = 0, to = 0; to < views.length; to++) {
      while (views[to] - views[from] >= VIEW_WINDOW) from++
      if (to - from < MOST_VIEWS) continue
      if (new Set(views.slice(from, to + 1)).size < LEAST_TIMES) continue
      found(session, 'too-fast')
      break
    }
  }
  // A night may lie in several sessions, so this looks at all of them.
  for (let from = 0, to = 0; to < steps.length; to++) {
    while (times[steps[to]] - times[steps[from]] >= 24 * HOUR) from++
    if (to - from + 1 < MOST_HOURS) continue
    const inside = steps.slice(from, to + 1)
    if (new Set(inside.map((i) => Math.floor(times[i] / HOUR))).size < MOST_HOURS) continue
    for (const i of inside) found(sessions[i], 'no-sleep')
    from = to
  }
  const within = steps.filter((i) => broken.has(sessions[i])).length
  return { sessions: broken, share: within > 0 ? within / steps.length : 0 }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
