import { describe, expect, it } from 'vitest'
import { pessimisticRank, queryMetrics } from './metrics.ts'

describe('queryMetrics', () => {
  it('of one target', () => {
    expect(queryMetrics([1])).toEqual({ 'P@20': 1, 'MRR@20': 1, 'NDCG@10': 1, 'MAP@10': 1 })
    expect(queryMetrics([3])).toEqual({ 'P@20': 1, 'MRR@20': 1 / 3, 'NDCG@10': 0.5, 'MAP@10': 1 / 3 })
    expect(queryMetrics([20])).toEqual({ 'P@20': 1, 'MRR@20': 0.05, 'NDCG@10': 0, 'MAP@10': 0 })
    expect(queryMetrics([21])).toEqual({ 'P@20': 0, 'MRR@20': 0, 'NDCG@10': 0, 'MAP@10': 0 })
  })

  it('of a set of targets, whatever their order', () => {
    const metrics = queryMetrics([Number.POSITIVE_INFINITY, 4, 1])
    const ideal = 1 + 1 / Math.log2(3) + 0.5
    expect(metrics['NDCG@10']).toBeCloseTo((1 + 1 / Math.log2(5)) / ideal, 10)
    expect(metrics['MAP@10']).toBeCloseTo((1 + 2 / 4) / 3, 10)
    expect(metrics['MRR@20']).toBe(1)
  })
})

describe('pessimisticRank', () => {
  it('counts ties against the target', () => {
    expect(pessimisticRank([0.2, 0.9, 0.2, 0.1], 1)).toBe(3)
    expect(pessimisticRank([0.2, 0.9, 0.2, 0.1], 2)).toBe(1)
    expect(pessimisticRank([0, 0, 0], 2)).toBe(3)
  })

  it('counts what is no number against the target', () => {
    expect(pessimisticRank([Number.NaN, 1, Number.NaN], 2)).toBe(3)
    expect(pessimisticRank([Number.NaN, 1, 2], 1)).toBe(3)
  })
})
