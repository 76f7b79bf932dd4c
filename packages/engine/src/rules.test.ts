import type { Rule } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { checkRequest } from './check-request.ts'
import { deviceClass } from './device-class.ts'

/** In the zone of whoever runs the test, as rules are. Friday. */
const FRIDAY = new Date('2026-11-27T22:30').getTime()
const hidden = (when: Rule['when'], more: object = {}, now = FRIDAY) =>
  checkRequest({ rules: [{ when, apply: { hide: ['a'] } }], ...more }, now).exclude.includes('a')

describe('a rule', () => {
  it.each<[when: Rule['when'], holds: boolean]>([
    [undefined, true],
    [{}, true],
    [{ from: '2026-11-27' }, true],
    [{ from: '2026-11-27T22:30' }, true],
    [{ from: '2026-11-27T22:31' }, false],
    [{ from: '2026-11-28' }, false],
    [{ until: '2026-11-27' }, true],
    [{ until: '2026-11-27T22:30' }, false],
    [{ until: '2026-11-26' }, false],
    [{ from: new Date(FRIDAY).toISOString(), until: new Date(FRIDAY + 1000).toISOString() }, true],
    [{ days: ['fri', 'sat'] }, true],
    [{ days: ['sun'] }, false],
    [{ days: [] }, false],
    [{ hours: [22, 24] }, true],
    [{ hours: [0, 22] }, false],
    [{ hours: [22, 6] }, true],
    [{ hours: [23, 6] }, false],
    [{ kind: ['for-you'] }, true],
    [{ kind: ['similar'] }, false],
    [{ campaign: ['autumn'] }, false],
    [{ days: ['fri'], hours: [0, 6] }, false],
  ])('%j on a Friday at half past ten in the evening: %s', (when, holds) => expect(hidden(when)).toBe(holds))

  it('asks for the device and the campaign that the page names', () => {
    expect(hidden({ device: ['phone'] }, { context: { device: 'phone' } })).toBe(true)
    expect(hidden({ device: ['phone'] }, { context: { device: 'tablet' } })).toBe(false)
    expect(hidden({ campaign: ['autumn'] }, { context: { campaign: 'autumn' } })).toBe(true)
  })

  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140 Mobile Safari/537.36', 'phone'],
    ['Mozilla/5.0 (Linux; Android 15; SM-X710) Chrome/140 Safari/537.36', 'tablet'],
    ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Mobile/15E148', 'tablet'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'desktop'],
  ])('takes %s for a %s', (userAgent, device) => expect(deviceClass({ userAgent })).toBe(device))

  it('adds to what the page asks, and the page has the last word', () => {
    const rules: Rule[] = [
      {
        apply: {
          filter: 'price > 10',
          boost: [{ when: 'has brand', by: 2 }],
          diversity: 0.5,
          novelty: 0.1,
          excludeCart: true,
          maxPerBrand: 2,
          pin: [
            { id: 'own', place: 3 },
            { id: 'b', place: 1 },
            { id: 'c', place: 2 },
            { id: 'd', place: 9 },
          ],
        },
      },
      { apply: { novelty: 0.2, exclude: ['x'] } },
    ]
    const list = checkRequest({
      rules,
      count: 4,
      filter: 'price < 20',
      exclude: ['y'],
      diversity: 0.3,
      pin: [{ id: 'own', place: 1 }],
    })
    expect([5, 15, 25].map((price) => list.filter!({ id: 'i', price }))).toEqual([false, true, false])
    expect(list.boost.map(({ by }) => by)).toEqual([2])
    expect(list.pin).toEqual([
      { id: 'own', place: 1 },
      { id: 'c', place: 2 },
    ])
    expect(list).toMatchObject({ diversity: 0.3, novelty: 0.2, excludeCart: true, maxPerBrand: 2, exclude: ['y', 'x'] })
    expect(checkRequest({ rules: [{ apply: { filter: 'price > 10' } }] }).filter!({ id: 'i', price: 5 })).toBe(false)
  })

  it.each<[message: string, rules: unknown]>([
    ['rules is "all": give an array of at most 100', 'all'],
    ['rules[0] is null: give an object', [null]],
    ['rules[0].apply is undefined: give an object', [{}]],
    ['rules[0].do is {}: no such field: give when, apply, name', [{ apply: {}, do: {} }]],
    ['rules[1].apply.kind is "similar": no such field', [{ apply: {} }, { apply: { kind: 'similar' } }]],
    ['rules[0].apply.novelty is 2: give a number from 0 to 1', [{ apply: { novelty: 2 } }]],
    ['rules[0].apply.boost[0].when, character 1: found', [{ apply: { boost: [{ when: 'colour = 1', by: 2 }] } }]],
    ['rules[0].when.hour is 3: no such field', [{ when: { hour: 3 }, apply: {} }]],
    ['rules[0].when.days is ["Fri"]: give an array of sun, mon', [{ when: { days: ['Fri'] }, apply: {} }]],
    ['rules[0].when.days is "fri": give an array of sun, mon', [{ when: { days: 'fri' }, apply: {} }]],
    ['rules[0].when.hours is [18]: give two hours', [{ when: { hours: [18] }, apply: {} }]],
    ['rules[0].when.hours is 25: give a whole number', [{ when: { hours: [25, 3] }, apply: {} }]],
    ['rules[0].when.from is "27.11.2026": give a date', [{ when: { from: '27.11.2026' }, apply: {} }]],
    ['rules[0].when.until is "2026-13-01": give a date', [{ when: { until: '2026-13-01' }, apply: {} }]],
    ['rules[0].when.device is ["watch"]: give an array of phone', [{ when: { device: ['watch'] }, apply: {} }]],
    // Not today's, and still read.
    ['rules[0].apply.filter, character 1: found', [{ when: { from: '2099-01-01' }, apply: { filter: 'x' } }]],
  ])('is refused: %s', (message, rules) => expect(() => checkRequest({ rules })).toThrow(message))
})
