import type { StoredInteraction } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import { rowsToForget } from './rows-to-forget.ts'

const at = (
  id: number,
  item: string,
  ...when: [number, number, number, number, number?, number?]
): StoredInteraction => ({
  id,
  session: 1,
  event: 'view_item',
  item,
  time: new Date(...when).getTime(),
})
const history = [
  at(1, 'a', 2026, 2, 28, 23, 59, 59),
  at(2, 'b', 2026, 2, 29, 0),
  // In much of Europe this day has 23 hours.
  at(3, 'a', 2026, 2, 29, 23, 59, 59),
  at(4, 'b', 2026, 2, 30, 0),
]

describe('what is to be forgotten', () => {
  it('is named by ids, by an item, or by a day of the visitor', () => {
    expect([...rowsToForget([2, 4], history)]).toEqual([2, 4])
    expect([...rowsToForget({ item: 'a' }, history)]).toEqual([1, 3])
    expect([...rowsToForget({ day: '2026-03-29' }, history)]).toEqual([2, 3])
    expect([...rowsToForget({ item: 'never' }, history)]).toEqual([])
  })

  it.each([
    [null],
    [['1']],
    [{}],
    [{ day: 'yesterday' }],
    [{ day: '2026-13-40' }],
    [{ item: 7 }],
    [{ item: 'a', day: '2026-03-29' }],
  ])('is refused as %j', (what) => {
    expect(() => rowsToForget(what as never, history)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }))
  })
})
