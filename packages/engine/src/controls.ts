import type { Boost, FrequencyCap, Pin } from '@penchant/protocol'
import { type ItemTest, matcher, parseFilter } from '@penchant/ranking'
import { type Fields, fieldsOf, flag, ids, list, refuse, share, text, whole } from './request-fields.ts'

/** What a list is to be like, every field filled in, expressions read. */
export interface Controls {
  /** `exclude` and `hide`. */
  exclude: string[]
  filter: ItemTest | null
  excludeSeen: boolean
  excludeBought: boolean
  excludeCart: boolean
  minimumRelevance: number
  boost: { when: ItemTest; by: number }[]
  novelty: number
  priceBand: number
  rotate: boolean
  /** `null` where there is none. */
  frequencyCap: Required<FrequencyCap> | null
  /** `Infinity` where there is no limit. */
  maxPerCategory: number
  maxPerBrand: number
  diversity: number
  calibration: number
  explore: boolean
  pin: Pin[]
}

/** The page's names of them. */
export const CONTROLS: string[] = [
  'exclude',
  'hide',
  'filter',
  'excludeSeen',
  'excludeBought',
  'excludeCart',
  'minimumRelevance',
  'boost',
  'novelty',
  'priceBand',
  'rotate',
  'frequencyCap',
  'maxPerCategory',
  'maxPerBrand',
  'diversity',
  'calibration',
  'explore',
  'pin',
]
const MAX_BOOSTS = 20
/** As many as a list can hold. */
const MOST_OF_ONE = 1000

function test(value: unknown, field: string): ItemTest {
  return matcher(parseFilter(text(value, field, 'give an expression such as "price < 50"'), field))
}

function boosts(value: unknown): Controls['boost'] {
  const remedy = `give an array of at most ${MAX_BOOSTS} such as { when: "price < 50", by: 1.5 }`
  return list(value, 'boost', MAX_BOOSTS, remedy).map((entry: unknown, i) => {
    const { when, by } = fieldsOf(entry, `boost[${i}]`, ['when', 'by'] satisfies (keyof Boost)[])
    if (typeof by !== 'number' || !(by >= 1e-3 && by <= 1e3)) {
      refuse(`boost[${i}].by`, by, 'give a factor from 0.001 to 1000: above 1 boosts, below 1 buries')
    }
    return { when: test(when, `boost[${i}].when`), by }
  })
}

function pins(value: unknown, count: number): Pin[] {
  const read = list(value, 'pin', count, 'give an array such as [{ id: "sku-1", place: 1 }]').map(
    (entry: unknown, i): Pin => {
      const { id, place } = fieldsOf(entry, `pin[${i}]`, ['id', 'place'] satisfies (keyof Pin)[])
      return { id: text(id, `pin[${i}].id`, 'give an item id'), place: whole(place, `pin[${i}].place`, count) }
    },
  )
  for (const field of ['id', 'place'] as const) {
    const seen = new Set<unknown>()
    for (const [i, entry] of read.entries()) {
      if (seen.has(entry[field])) refuse(`pin[${i}].${field}`, entry[field], `give each ${field} once`)
      seen.add(entry[field])
    }
  }
  return read
}

const PERIODS = ['session', 'day', 'week'] satisfies FrequencyCap['per'][]

function cap(value: unknown): Required<FrequencyCap> {
  const fields = fieldsOf(value, 'frequencyCap', ['times', 'per'] satisfies (keyof FrequencyCap)[])
  const { times, per = 'day' } = fields
  if (!(PERIODS as unknown[]).includes(per)) refuse('frequencyCap.per', per, `give one of ${PERIODS.join(', ')}`)
  return { times: whole(times, 'frequencyCap.times', MOST_OF_ONE), per: per as Required<FrequencyCap>['per'] }
}

/** @param count how many items the list may have: the last place of a pin. */
export function readControls(fields: Fields, count: number): Controls {
  const { exclude = [], hide = [], boost = [], pin = [], filter, maxPerCategory, maxPerBrand } = fields
  return {
    exclude: [...ids(exclude, 'exclude'), ...ids(hide, 'hide')],
    filter: filter === undefined ? null : test(filter, 'filter'),
    excludeSeen: flag(fields.excludeSeen ?? false, 'excludeSeen'),
    excludeBought: flag(fields.excludeBought ?? false, 'excludeBought'),
    excludeCart: flag(fields.excludeCart ?? false, 'excludeCart'),
    minimumRelevance: share(fields.minimumRelevance ?? 0, 'minimumRelevance'),
    boost: boosts(boost),
    novelty: share(fields.novelty ?? 0, 'novelty'),
    priceBand: share(fields.priceBand ?? 0, 'priceBand'),
    rotate: flag(fields.rotate ?? false, 'rotate'),
    frequencyCap: fields.frequencyCap === undefined ? null : cap(fields.frequencyCap),
    maxPerCategory: maxPerCategory === undefined ? Infinity : whole(maxPerCategory, 'maxPerCategory', MOST_OF_ONE),
    maxPerBrand: maxPerBrand === undefined ? Infinity : whole(maxPerBrand, 'maxPerBrand', MOST_OF_ONE),
    diversity: share(fields.diversity ?? 0, 'diversity'),
    calibration: share(fields.calibration ?? 0, 'calibration'),
    explore: flag(fields.explore ?? false, 'explore'),
    pin: pins(pin, count),
  }
}
