import type { EventName, StoredInteraction } from '@penchant/protocol'
import { expect, it } from 'vitest'
import { itemsBought } from './items-bought.ts'

const historyOf = (...steps: [item: string, event: EventName][]): StoredInteraction[] =>
  steps.map(([item, event], i) => ({ id: i + 1, session: 1, time: i, item, event }))

it('knows when each item was bought, without what was given back', () => {
  const history = historyOf(
    ['a', 'purchase'],
    ['b', 'purchase'],
    ['a', 'purchase'],
    ['c', 'add_to_cart'],
    ['b', 'refund'],
    ['a', 'refund'],
    ['d', 'refund'],
    ['a', 'purchase'],
  )
  expect([...itemsBought(history)]).toEqual([['a', [0, 7]]])
})
