import { describe, expect, it } from 'vitest'
import { detectTimeFormat, parseTimestamp } from './event-time.ts'

describe('parseTimestamp', () => {
  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2024-05-31 12:30', Date.UTC(2024, 4, 31, 12, 30)],
    ['2024-05-31 12:30:05.25', Date.UTC(2024, 4, 31, 12, 30, 5, 250)],
    ['2024-05-31T12:30:05Z', Date.UTC(2024, 4, 31, 12, 30, 5)],
    ['2024-05-31 12:30:05 UTC', Date.UTC(2024, 4, 31, 12, 30, 5)],
    ['2024-05-31 12:30:05+02', Date.UTC(2024, 4, 31, 10, 30, 5)],
    ['2024-05-31T00:30:05-0330', Date.UTC(2024, 4, 31, 4, 0, 5)],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTimestamp(text)).toBe(milliseconds / 1000)
  })

  it.each([
    '2023-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-05-31 24:00:00',
    '2024-05-31 12:60:00',
    '31.05.2024',
    '05/31/2024',
    '1969-12-31',
    '2024-05-31 noon',
    '',
  ])('takes %j for no time', (text) => {
    expect(parseTimestamp(text)).toBeNaN()
  })
})

describe('detectTimeFormat', () => {
  it('goes by the majority, and then holds every value to that one format', () => {
    const format = detectTimeFormat('x.csv', 'ts', ['1700000000', '1700000001', '1700000002000', 'soon', ''])
    expect(format.name).toBe('epoch seconds')
    expect(format.parse('1700000003.5')).toBe(1700000003.5)
    expect(format.parse('1700000002000')).toBeNaN()
    expect(format.parse('')).toBeNaN()
  })

  it('tells microseconds from seconds', () => {
    expect(detectTimeFormat('x.csv', 'ts', ['1700000000000000']).parse('1700000000500000')).toBe(1700000000.5)
  })
})
