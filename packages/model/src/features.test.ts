import { describe, expect, it } from 'vitest'
import { DEFAULT_CONFIG } from './config.ts'
import { buildFeatures, durationBucket, lastWindow } from './features.ts'
import { timing } from './sequence.ts'

const config = { ...DEFAULT_CONFIG, maxLength: 4 }

describe('timing', () => {
  it('gives gaps across sessions and dwells within one, clipped at ten minutes', () => {
    const { gaps, dwells } = timing([100, 130, 900, 90_000, 90_005], [1, 1, 1, 2, 2])
    expect([...gaps]).toEqual([Number.NaN, 30, 770, 89_100, 5])
    expect([...dwells]).toEqual([30, 600, Number.NaN, 5, Number.NaN])
  })

  it('takes a clock that runs backwards as no time at all', () => {
    expect([...timing([100, 40], [1, 1]).gaps]).toEqual([Number.NaN, 0])
  })
})

describe('durationBucket', () => {
  it('doubles from bucket to bucket, and keeps 0 for what is not known', () => {
    expect([0, 1, 2.9, 3, 7, 1e9].map((seconds) => durationBucket(seconds, 10))).toEqual([1, 2, 2, 3, 4, 9])
    expect(durationBucket(Number.NaN, 10)).toBe(0)
    expect(durationBucket(-5, 10)).toBe(0)
  })
})

describe('buildFeatures', () => {
  const sequence = {
    rows: [5, 6, 7, 8, 9],
    events: [1, 3, 99, 1, 7],
    sessions: [1, 1, 1, 2, 2],
    gaps: [Number.NaN, 3, 7, 5000, 1],
    dwells: [3, 7, Number.NaN, 1, Number.NaN],
  }

  it('keeps the newest interactions, left-aligned, padded at the right', () => {
    const short = { ...sequence, rows: [3], events: [2], sessions: [1], gaps: [Number.NaN], dwells: [Number.NaN] }
    const features = buildFeatures([lastWindow(sequence, config), lastWindow(short, config)], config)
    expect(features.length).toBe(4)
    expect([...features.rows]).toEqual([6, 7, 8, 9, 3, 0, 0, 0])
    expect([...features.lengths]).toEqual([4, 1])
    // An event that the model was not trained on is "other".
    expect([...features.events.slice(0, 4)]).toEqual([3, 0, 1, 7])
  })

  it('never tells a position how long its own item was looked at', () => {
    const window = { sequence, from: 0, to: 3 }
    const { dwells } = buildFeatures([window], config)
    expect([...dwells]).toEqual([0, durationBucket(3, 10), durationBucket(7, 10)])
    const last = buildFeatures([{ sequence: { ...sequence, dwells: [3, 7, 500, 1, 1] }, from: 0, to: 3 }], config)
    expect([...last.dwells]).toEqual([...dwells])
  })

  it('starts a window as if nothing had been before it', () => {
    const { gaps, dwells } = buildFeatures([{ sequence, from: 2, to: 4 }], config)
    expect([gaps[0], dwells[0]]).toEqual([0, 0])
    expect(gaps[1]).toBe(durationBucket(5000, config.gapBuckets))
  })

  it('refuses a window that the position table does not reach', () => {
    expect(() => buildFeatures([{ sequence, from: 0, to: 5 }], config)).toThrow(/longer than maxLength 4/)
  })
})
