import { describe, expect, it } from 'vitest'
import { DEFAULT_REPEAT_INTERVAL, dueness, repeatInterval } from './dueness.ts'

const DAY = 86_400_000
const days = (...values: number[]) => values.map((value) => value * DAY)

describe('buying again', () => {
  it('takes the visitor’s own interval: the median over all that was bought more than once', () => {
    expect(repeatInterval([days(0, 10, 24), days(7, 0), days(3)])).toBe(10 * DAY)
    expect(repeatInterval([days(0, 10), days(0, 20)])).toBe(15 * DAY)
    expect(repeatInterval([days(1), days(2)])).toBe(DEFAULT_REPEAT_INTERVAL)
    // Two lines of one order are no repeat.
    expect(repeatInterval([days(5, 5, 5.2)])).toBe(DEFAULT_REPEAT_INTERVAL)
  })

  it('is due when the interval is over, less before and long after', () => {
    const due = (now: number) => dueness(days(0), 10 * DAY, now * DAY)
    expect([due(0), due(5), due(10), due(20)]).toEqual([0, 0.25, 0.5, 0.25])
  })

  it('goes by the item’s own interval where it has one, and by how often it was bought', () => {
    expect(dueness(days(0, 4), 10 * DAY, 8 * DAY)).toBeCloseTo(2 / 3, 12)
    expect(dueness(days(4, 0), 10 * DAY, 6 * DAY)).toBeCloseTo(1 / 3, 12)
  })

  it('takes a clock that was moved back as no time', () => expect(dueness(days(9), DAY, DAY)).toBe(0))
})
