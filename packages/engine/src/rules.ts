import { penchantError, RECOMMENDATION_KINDS, type Rule, type RuleCondition } from '@penchant/protocol'
import { CONTROLS, type Controls, readControls } from './controls.ts'
import { type Fields, fieldsOf, list, refuse, whole } from './request-fields.ts'

/** What the conditions of rules are asked about. */
export interface Situation {
  kind: string
  /** In the device's own zone. */
  now: Date
  device: string
  campaign: string
}

const MAX_RULES = 100
/** Of one condition. */
const MAX_VALUES = 1000
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const DEVICES = ['phone', 'tablet', 'desktop']
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/
/** More places than any list has: a rule is for lists of all lengths. */
const PLACES = 1000

/** Reads all rules, also those that do not apply now: what is wrong in next week's is told today. */
export function readRules(given: unknown, situation: Situation): { fields: Fields; controls: Controls }[] {
  const remedy = `give an array of at most ${MAX_RULES} such as { when: { days: ["sat"] }, apply: { hide: [] } }`
  return list(given, 'rules', MAX_RULES, remedy)
    .map((entry: unknown, i) => {
      const field = `rules[${i}]`
      const { when = {}, apply } = fieldsOf(entry, field, ['when', 'apply', 'name'] satisfies (keyof Rule)[])
      const fields = fieldsOf(apply, `${field}.apply`, CONTROLS)
      return { holds: holds(when, `${field}.when`, situation), fields, controls: within(`${field}.apply`, fields) }
    })
    .filter((rule) => rule.holds)
}

/** Errors name the field as the page wrote it. */
function within(field: string, fields: Fields): Controls {
  try {
    return readControls(fields, PLACES)
  } catch (error) {
    throw penchantError('InvalidRequest', `${field}.${(error as Error).message}`)
  }
}

/** Whether every condition that is given holds. */
function holds(given: unknown, field: string, { kind, now, device, campaign }: Situation): boolean {
  const known = ['from', 'until', 'days', 'hours', 'device', 'campaign', 'kind'] satisfies (keyof RuleCondition)[]
  const when = fieldsOf(given, field, known)
  const at = (name: string) => `${field}.${name}`
  const has = (name: string, value: string, values?: readonly string[]) =>
    when[name] === undefined || oneOf(when[name], at(name), values).includes(value)
  return [
    when.from === undefined || now >= moment(when.from, at('from'), 0),
    when.until === undefined || now < moment(when.until, at('until'), 1),
    has('days', DAYS[now.getDay()], DAYS),
    when.hours === undefined || isWithin(when.hours, at('hours'), now.getHours() + now.getMinutes() / 60),
    has('device', device, DEVICES),
    has('campaign', campaign),
    has('kind', kind, RECOMMENDATION_KINDS),
  ].every(Boolean)
}

function oneOf(value: unknown, field: string, values?: readonly string[]): readonly string[] {
  const remedy = `give an array of ${values?.join(', ') ?? 'texts'}`
  const read = list(value, field, MAX_VALUES, remedy)
  if (!read.every((each) => typeof each === 'string' && (values ?? [each]).includes(each))) refuse(field, value, remedy)
  return read as string[]
}

/** @param days added to a date without a time, which means the whole day. */
function moment(value: unknown, field: string, days: 0 | 1): Date {
  const written = typeof value === 'string' && MOMENT.test(value) ? value : ''
  const time = new Date(written.includes('T') ? written : `${written}T00:00`)
  if (Number.isNaN(time.getTime())) refuse(field, value, 'give a date such as "2026-11-27" or "2026-11-27T18:00"')
  if (!written.includes('T')) time.setDate(time.getDate() + days)
  return time
}

/** From 22 until 6 is over midnight. */
function isWithin(value: unknown, field: string, hour: number): boolean {
  const hours = list(value, field, 2, 'give two hours such as [18, 23]')
  if (hours.length !== 2) refuse(field, value, 'give two hours such as [18, 23]')
  const [from, until] = hours.map((each) => (each === 0 ? 0 : whole(each, field, 24)))
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until
}

/**
 * A request with what a rule adds: filters hold together, boosts multiply, what one hides is hidden, an item or a place that
 * is pinned already stays so. Of the dials the request's own stand, and of several rules' the last.
 *
 * @param own names that the page has given itself
 */
export function withRule(
  list: Controls,
  { fields, controls }: { fields: Fields; controls: Controls },
  own: Fields,
): Controls {
  const dials = Object.fromEntries(
    Object.entries(controls).filter(([name]) => fields[name] !== undefined && own[name] === undefined),
  ) as Partial<Controls>
  const { filter } = list
  const other = controls.filter
  const isFree = ({ id, place }: Controls['pin'][number]) =>
    list.pin.every((pin) => pin.id !== id && pin.place !== place)
  return {
    ...list,
    ...dials,
    exclude: [...list.exclude, ...controls.exclude],
    filter: filter && other ? (item) => filter(item) && other(item) : (filter ?? other),
    boost: [...list.boost, ...controls.boost],
    pin: [...list.pin, ...controls.pin.filter(isFree)],
  }
}
