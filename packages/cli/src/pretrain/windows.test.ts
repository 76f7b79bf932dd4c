import { createRandom } from '@penchant/model'
import { ITEM_EVENTS, type ItemEvent } from '@penchant/protocol'
import { describe, expect, it } from 'vitest'
import type { DatasetSequence } from '../dataset-sequence.ts'
import { parseTargetWeights } from './target-weights.ts'
import { windowsOf } from './windows.ts'

it('cuts a session of ten thousand events into windows that predict each of them once', () => {
  const count = 10_000
  const sequence: DatasetSequence = {
    id: 1,
    rows: Int32Array.from({ length: count }, (_, i) => 1 + (i % 7)),
    events: new Uint8Array(count),
    sessions: new Int32Array(count).fill(1),
    gaps: new Float32Array(count).fill(1),
    dwells: new Float32Array(count).fill(1),
    times: new Float64Array(count),
    targets: new Uint8Array(count).fill(1),
    context: {},
  }
  for (const seed of [1, 2, 3]) {
    const predicted: number[] = []
    for (const { from, to, at, rows } of windowsOf(sequence, 50, 'next-item', createRandom(seed))) {
      expect(to - from).toBeLessThanOrEqual(50)
      at.forEach((position, k) => {
        predicted.push(from + position + 1)
        expect(rows[k]).toBe(sequence.rows[from + position + 1])
      })
    }
    expect(predicted).toEqual(Array.from({ length: count - 1 }, (_, i) => i + 1))
  }
})

/** `[item row, event, seconds until the next, session]` a step. */
function history(...steps: [number, ItemEvent, number, number][]): DatasetSequence {
  const column = <T>(of: (step: (typeof steps)[number]) => T) => steps.map(of)
  return {
    id: 1,
    rows: Int32Array.from(column(([row]) => row)),
    events: Uint8Array.from(column(([, event]) => ITEM_EVENTS.indexOf(event))),
    dwells: Float32Array.from(column(([, , dwell]) => dwell)),
    sessions: Int32Array.from(column(([, , , session]) => session)),
    gaps: new Float32Array(steps.length),
    times: new Float64Array(steps.length),
    targets: new Uint8Array(steps.length).fill(1),
    context: {},
  }
}

describe('target weights', () => {
  const steps = history(
    [1, 'view_item', 40, 1],
    [2, 'view_item', 40, 1],
    [3, 'view_item', 10, 1],
    [4, 'view_item', 1, 1],
    [5, 'add_to_cart', 10, 1],
    [6, 'add_to_cart', 10, 1],
    [4, 'dislike_item', 5, 1],
    [5, 'purchase', Number.NaN, 1],
    [7, 'view_item', Number.NaN, 2],
  )
  const targets = (how: string) => {
    const options = { targetWeights: parseTargetWeights(how), hardNegatives: 0 }
    const [window] = windowsOf(steps, 50, 'next-item', createRandom(1), options)
    return window.at
      .map((_, k) => [window.rows[k], window.weights[k]] as const)
      .map(([row, weight]) => `${row}: ${weight}`)
  }

  it('go by what was done, and by how long it was looked at', () => {
    expect(targets('equal').every((target) => target.endsWith(': 1'))).toBe(true)
    // Row 4, a bounce and then disliked, is no target at all; row 6 stayed in the cart.
    expect(targets('feedback')).toEqual(['2: 0.6', '3: 0.4', '5: 0.8', '6: 0.6', '5: 1', '7: 0.4'])
    expect(targets('purchase=3, bounce=.1')).toEqual([
      '2: 0.6',
      '3: 0.4',
      '4: 0.1',
      '5: 0.8',
      '6: 0.6',
      '5: 3',
      '7: 0.4',
    ])
  })

  it.each(['buy=1', 'purchase', 'purchase=-1', 'purchase=x'])('that are none are refused by name: %s', (text) => {
    expect(() => parseTargetWeights(text)).toThrow(text.split('=')[0])
  })
})

it('holds against later targets of a session what it has turned down, unless that is chosen again', () => {
  const steps = history(
    [1, 'view_item', 9, 1],
    [2, 'add_to_cart', 9, 1],
    [2, 'remove_from_cart', 9, 1],
    [3, 'view_item', 9, 1],
    [4, 'not_interested', 9, 1],
    [5, 'view_item', 9, 1],
    [2, 'add_to_cart', 9, 1],
    [6, 'view_item', Number.NaN, 1],
    [7, 'view_item', Number.NaN, 2],
  )
  const options = { targetWeights: parseTargetWeights('feedback'), hardNegatives: 1 }
  const [window] = windowsOf(steps, 50, 'next-item', createRandom(1), options)
  const pairs = window.turnedDown.map(([target, place]) => `${window.rows[target]} rather than ${steps.rows[place]}`)
  expect(pairs).toEqual(['3 rather than 2', '5 rather than 2', '5 rather than 4', '2 rather than 4', '6 rather than 4'])
  const without = windowsOf(steps, 50, 'next-item', createRandom(1), { ...options, hardNegatives: 0 })
  expect([...without].flatMap(({ turnedDown }) => turnedDown)).toEqual([])
})
