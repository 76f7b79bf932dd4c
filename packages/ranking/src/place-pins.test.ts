import { expect, it } from 'vitest'
import { placePins } from './place-pins.ts'

it('puts pins at their places, whatever their order, and moves the others down', () => {
  const pins = [
    { entry: 'P3', place: 3 },
    { entry: 'P1', place: 1 },
  ]
  expect(placePins(['a', 'b', 'c'], pins, 4)).toEqual(['P1', 'a', 'P3', 'b'])
  expect(placePins(['a'], [{ entry: 'P4', place: 4 }], 4)).toEqual(['a', 'P4'])
  expect(placePins(['a', 'b', 'c'], [{ entry: 'P2', place: 2 }], 2)).toEqual(['a', 'P2'])
  expect(placePins(['a', 'b'], [], 9)).toEqual(['a', 'b'])
})
