import { createRandom, createWeights, DEFAULT_CONFIG } from '@penchant/model'
import { expect, it } from 'vitest'
import { closedForm } from './closed-form.ts'

it('points from where the base looked to where the answers lay, the longer the more answers there are', () => {
  const config = { ...DEFAULT_CONFIG, dimension: 2, heads: 1 }
  const model = {
    config,
    weights: createWeights(config, createRandom(1)),
    copyRow: (row: number, into: Float32Array, at: number) => into.set(row === 1 ? [1, 0] : [0, 1], at),
  }
  const queries = new Map([[5, Float32Array.of(0.6, 0.8)]])
  const answers = (count: number) => Array.from({ length: count }, () => ({ end: 5, target: 1 }))
  // κ · n/(n + 50) · ((1, 0) − (.6, .8)), κ = .3
  const few = closedForm(answers(50), queries, model)
  expect(few[0]).toBeCloseTo(0.3 * 0.5 * 0.4, 6)
  expect(few[1]).toBeCloseTo(0.3 * 0.5 * -0.8, 6)
  expect(closedForm(answers(450), queries, model)[0]).toBeCloseTo(0.3 * 0.9 * 0.4, 6)
})
