import { ITEM_EVENTS } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { auditTrace } from './audit-trace.ts'
import { fitNorms } from './fit-norms.ts'
import type { Trace } from './trace.ts'
import { traceFeatures } from './trace-features.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const VIEW = ITEM_EVENTS.indexOf('view_item')
const PURCHASE = ITEM_EVENTS.indexOf('purchase')

/** Source: https://github.com/bryc/code/blob/master/jshash/PRNGs.md, mulberry32 */
function randomOf(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const traceOf = (steps: { time: number; item?: number; event?: number; session?: number }[]): Trace => ({
  times: steps.map(({ time }) => time),
  items: steps.map(({ item }, i) => item ?? i),
  events: steps.map(({ event = VIEW }) => event),
  sessions: steps.map(({ session = 1 }) => session),
})
const evenly = (count: number, gap: number, item?: (i: number) => number) =>
  traceOf(Array.from({ length: count }, (_, i) => ({ time: i * gap, item: item?.(i) })))

/** Looks at this and that, a minute or ten seconds at a time, on several days. */
function person(seed: number): Trace {
  const random = randomOf(seed)
  let time = 0
  return traceOf(
    Array.from({ length: 40 }, (_, i) => {
      time += 2000 + 90_000 * random() ** 3 + (i % 8 === 0 ? DAY : 0)
      return { time, item: Math.floor(30 * random()), session: 1 + Math.floor(i / 8) }
    }),
  )
}

const norms = fitNorms(Array.from({ length: 200 }, (_, i) => traceFeatures(person(i))!))
const judge = (trace: Trace) => auditTrace(trace, norms)

describe('the audit', () => {
  it('takes no person for a robot', () => {
    for (let seed = 1000; seed < 1300; seed++) {
      expect(judge(person(seed)), `person ${seed}`).toMatchObject({ isPerson: true, reasons: [] })
    }
  })

  it.each<[string, Trace, string]>([
    ['clicks faster than anyone reads', evenly(12, 300), 'no-pause'],
    [
      'clicks four times a second, by a clock that knows seconds alone',
      traceOf(Array.from({ length: 24 }, (_, i) => ({ time: Math.floor(i / 4) * 1000 }))),
      'no-pause',
    ],
    ['opens more than one page a second for two minutes', evenly(200, 900), 'too-fast'],
    ['never ends', evenly(600, 20_000), 'endless-session'],
    ['never sleeps', evenly(23, 59 * MINUTE), 'no-sleep'],
    ['clicks like a clock', evenly(40, 25_000), 'unevenness of pauses'],
    [
      'opens the same two items over and over',
      traceOf(Array.from({ length: 60 }, (_, i) => ({ time: i * 20_000 + 9000 * (i % 3), item: i % 2 }))),
      'different items',
    ],
  ])('knows who %s', (_, trace, reason) => {
    const { isPerson, reasons } = judge(trace)
    expect(reasons).toContain(reason)
    expect(isPerson).toBe(false)
  })

  it('leaves a session out that breaks a rule, and believes the rest', () => {
    const { times, items, events, sessions } = person(7)
    const fast = Array.from({ length: 12 }, (_, i) => Number(times[39]) + DAY + i * 200)
    const trace = {
      times: [...Array.from(times), ...fast],
      items: [...Array.from(items), ...fast.map((_, i) => i)],
      events: [...Array.from(events), ...fast.map(() => VIEW)],
      sessions: [...Array.from(sessions), ...fast.map(() => 9)],
    }
    expect(judge(trace)).toEqual({ isPerson: true, reasons: ['no-pause'], leftOut: new Set([9]) })
  })

  it('says nothing of an order of a hundred lines, of a clock that knows days alone, and of no clock', () => {
    const order = traceOf(Array.from({ length: 100 }, () => ({ time: 5, event: PURCHASE })))
    const days = traceOf(
      Array.from({ length: 300 }, (_, i) => ({ time: Math.floor(i / 150) * DAY, session: i < 150 ? 1 : 2 })),
    )
    const timeless = traceOf(Array.from({ length: 300 }, () => ({ time: Number.NaN })))
    for (const trace of [order, days, timeless]) expect(judge(trace)).toMatchObject({ isPerson: true, reasons: [] })
  })

  it('knows the four rules without any norms', () => {
    expect(auditTrace(evenly(12, 300), null).isPerson).toBe(false)
    expect(auditTrace(evenly(40, 25_000), null).isPerson).toBe(true)
  })

  it('has no norms from a few visitors', () => {
    expect(fitNorms(Array.from({ length: 99 }, (_, i) => traceFeatures(person(i))!))).toBeNull()
  })

  it('is not moved by robots that are a fifth of the visitors', () => {
    const people = Array.from({ length: 160 }, (_, i) => traceFeatures(person(i))!)
    const robots = Array.from({ length: 40 }, () => traceFeatures(evenly(40, 25_000))!)
    expect(auditTrace(evenly(40, 25_000), fitNorms([...people, ...robots])).isPerson).toBe(false)
  })
})
