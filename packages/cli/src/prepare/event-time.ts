import { DataError } from '../errors.ts'

/** 1990 and 2100: what lies outside is no time of a shop's event, but a number read in the wrong unit. */
const EARLIEST = Date.UTC(1990, 0) / 1000
const LATEST = Date.UTC(2100, 0) / 1000

const PATTERN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export interface TimeFormat {
  /** As the user is told: `epoch milliseconds`. */
  name: string
  /** Seconds since the Unix epoch; NaN for what is no time in this format. */
  parse(text: string): number
}

const FORMATS: readonly TimeFormat[] = [
  { name: 'epoch seconds', parse: (text) => epoch(text, 1) },
  { name: 'epoch milliseconds', parse: (text) => epoch(text, 1e3) },
  { name: 'epoch microseconds', parse: (text) => epoch(text, 1e6) },
  { name: 'ISO 8601 (UTC where no zone is given)', parse: parseTimestamp },
]

/**
 * The one format that most of a file's first times are in. Each row is then held to it.
 * @throws DataError when none of them is a time.
 */
export function detectTimeFormat(path: string, column: string, sample: readonly string[]): TimeFormat {
  let best = FORMATS[0]
  let most = 0
  for (const format of FORMATS) {
    const readable = sample.filter((text) => !Number.isNaN(format.parse(text))).length
    if (readable > most) {
      best = format
      most = readable
    }
  }
  if (most > 0) return best
  const seen = sample.find((text) => text !== '')
  throw new DataError(
    `${path}: column "${column}" holds no time that can be read${seen === undefined ? '' : ` ("${seen.slice(0, 40)}")`}; ` +
      'expected epoch seconds, epoch milliseconds or 2024-05-31 12:30:00, between 1990 and 2100',
  )
}

function epoch(text: string, unit: number): number {
  const seconds = text === '' ? Number.NaN : Number(text) / unit
  return seconds >= EARLIEST && seconds < LATEST ? seconds : Number.NaN
}

/** Seconds since the epoch of an ISO 8601 or SQL timestamp, a date alone being its midnight; else NaN. */
export function parseTimestamp(text: string): number {
  const match = PATTERN.exec(text)
  if (!match) return Number.NaN
  const [year, month, day, hour, minute] = [match[1], match[2], match[3], match[4] ?? 0, match[5] ?? 0].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const second = Number(match[6] ?? 0)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1] || (month === 2 && day === 29 && !leap))
    return Number.NaN
  if (hour > 23 || minute > 59 || second >= 61) return Number.NaN
  const seconds = Date.UTC(year, month - 1, day, hour, minute) / 1000 + second - zoneSeconds(match[7])
  return seconds >= EARLIEST && seconds < LATEST ? seconds : Number.NaN
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0
  const digits = zone.slice(1).replace(':', '')
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || 0) * 60
  return zone[0] === '-' ? -seconds : seconds
}
