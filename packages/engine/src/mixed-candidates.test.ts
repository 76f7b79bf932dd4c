import type { Catalogue } from '@penchant/protocol'
import { mix } from '@penchant/ranking'
import { expect, it } from 'vitest'
import { mixedCandidates } from './mixed-candidates.ts'

it('says of an item that nobody has met what the model knows of it, and not that it goes with anything', () => {
  const catalogue = { item: (row: number) => ({ id: `i${row}` }) } as Catalogue
  const list = mix(
    {
      scores: Float32Array.of(0.5, 0.5, 0),
      temperature: 1,
      coVisitation: new Map([[1, 0.5]]),
      unmet: [2],
      memory: new Map(),
      weights: { coVisitation: 1, memory: 0 },
    },
    2,
  )
  const [met, unmet] = mixedCandidates(
    list,
    new Map([[1, 3]]),
    () => [{ kind: 'interaction', row: 3, weight: 1 }],
    catalogue,
  )
  expect(met.reasons().map(({ kind, item }) => [kind, item])).toEqual([
    ['co-visitation', 'i3'],
    ['interaction', 'i3'],
  ])
  expect(unmet.reasons()).toEqual([{ kind: 'interaction', item: 'i3', weight: 1 }])
})
