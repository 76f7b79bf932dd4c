import type { StoredInteraction } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { mergeExport } from './merge-export.ts'

const DAY = 24 * 3600_000
const NOW = Date.UTC(2026, 10, 25)
const KEEP = { days: 30, interactions: 5 }

const row = (id: number, item: string, daysAgo: number, key?: string): StoredInteraction => ({
  id,
  session: 1,
  event: 'view_item',
  item,
  time: NOW - daysAgo * DAY,
  ...(key && { key }),
})
const file = (interactions: unknown[]) => ({ format: 'penchant-export', version: 1, interactions })
const merge = (given: unknown, history: StoredInteraction[] = []) => mergeExport(given, history, KEEP, NOW)

describe('an export that is taken in', () => {
  it('is put among the history by time, each interaction once', () => {
    const history = [row(1, 'a', 9, 'k1'), row(2, 'b', 3)]
    const given = [
      row(7, 'a', 9, 'k1'),
      row(8, 'between', 5, 'k8'),
      row(9, 'b', 3, 'k9'),
      row(9, 'b', 3, 'k9'),
      row(10, 'last', 1),
    ]
    const { interactions, report } = merge(file(given), history)
    expect(interactions.map(({ item }) => item)).toEqual(['a', 'between', 'b', 'last'])
    expect(report).toEqual({ added: 2, known: 3, expired: 0, refused: [] })
    for (const interaction of interactions) expect(interaction).not.toHaveProperty('id')
  })

  it('is the same again when it is taken in again', () => {
    const given = file([row(1, 'a', 2, 'k'), row(2, 'b', 1)])
    const stored = merge(given).interactions.map((each, i) => ({ ...each, id: i + 1, session: 1 }))
    const { interactions, report } = merge(given, stored)
    expect(report).toMatchObject({ added: 0, known: 2 })
    expect(interactions).toHaveLength(2)
  })

  it('refuses each wrong row by its place, and takes the others without what does not belong there', () => {
    const { interactions, report } = merge(
      file([
        null,
        row(1, 'a', 1),
        { event: 'view_item', time: 'now' },
        { ...row(2, 'c', 1), time: NOW + 2 * DAY },
        { ...row(3, 'b', 1), email: 'x@y.example' },
      ]),
    )
    expect(interactions.map(({ item }) => item)).toEqual(['a', 'b'])
    expect(interactions[1]).not.toHaveProperty('email')
    expect(report.refused).toEqual([
      expect.stringContaining('interactions[0]'),
      expect.stringContaining('interactions[2].time'),
      expect.stringContaining('interactions[3].time'),
    ])
  })

  it('goes through what is stored of it: by the second, without addresses', () => {
    const given = { event: 'search', time: NOW - 1, term: 'for me@mail.example' }
    expect(merge(file([given])).interactions).toEqual([{ event: 'search', time: NOW - 1000, term: 'for [e-mail]' }])
  })

  it('brings in no more, and nothing older, than is kept', () => {
    const given = [row(1, 'old', 31), ...Array.from({ length: 8 }, (_, i) => row(i + 2, `i${i}`, 8 - i))]
    const { interactions, report } = merge(file(given))
    expect(interactions.map(({ item }) => item)).toEqual(['i3', 'i4', 'i5', 'i6', 'i7'])
    expect(report).toMatchObject({ added: 5, expired: 4 })
  })

  it.each([[null], ['text'], [{}], [{ ...file([]), version: 2 }], [{ ...file([]), interactions: {} }]])(
    'refuses %j, which is none',
    (given) => {
      expect(() => merge(given)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }))
    },
  )
})
