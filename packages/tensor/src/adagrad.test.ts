import { describe, expect, it } from 'vitest'
import { adagradStep, createAdagrad } from './adagrad.ts'

describe('Adagrad', () => {
  it('divides each step by the root of all squared slopes so far', () => {
    const values = Float32Array.of(1, 1)
    const state = createAdagrad(2)
    adagradStep(values, Float32Array.of(2, -1), state, 0.1)
    adagradStep(values, Float32Array.of(1, 0), state, 0.1)
    expect(values[0]).toBeCloseTo(1 - 0.2 / Math.sqrt(4.1) - 0.1 / Math.sqrt(5.1), 6)
    expect(values[1]).toBeCloseTo(1 + 0.1 / Math.sqrt(1.1), 6)
  })

  it('leaves rows alone that the batch did not touch', () => {
    const values = new Float32Array(6)
    const state = createAdagrad(6, 2)
    adagradStep(values, Float32Array.of(1, 1, 2, 2), state, 1, [2, 0])
    expect([...values.subarray(2, 4)]).toEqual([0, 0])
    expect(values[4]).toBeCloseTo(-1 / Math.sqrt(1.1), 6)
    expect(values[0]).toBeCloseTo(-2 / Math.sqrt(4.1), 6)
    expect(state.squares[2]).toBeCloseTo(0.1, 6)
  })
})
