import type { RecommendRequest } from '@penchant/protocol'
import { beforeAll, expect, it } from 'vitest'
import { historyOf } from '../test/history-of.ts'
import { loadServing } from '../test/load-serving.ts'
import { checkRequest } from './check-request.ts'
import { recommendFilled } from './recommend-filled.ts'
import type { Serving } from './serving.ts'

let serving: Serving
beforeAll(async () => {
  serving = await loadServing()
}, 60_000)

const ask = (request: RecommendRequest, ...visited: string[]) =>
  recommendFilled(checkRequest(request), serving, historyOf(...visited))
const ids = ({ items }: Awaited<ReturnType<typeof ask>>) => items.map(({ item }) => item.id)

it('fills a list that is short, by one kind after the other, and no item comes twice', async () => {
  // Two neighbours of i12, then what was viewed, then what is popular.
  const answer = await ask(
    { kind: 'bought-together', seed: 'i12', count: 6, exclude: ['i1'], fallbackKinds: ['recently-viewed', 'popular'] },
    'i5',
    'i13',
  )
  expect(ids(answer)).toEqual(['i13', 'i14', 'i5', 'i0', 'i2', 'i3'])
  expect(answer.source).toBe('co-visitation')
})

it('says what answered where the kind itself has nothing', async () => {
  const answer = await ask({ kind: 'recently-viewed', count: 2, fallbackKinds: ['on-sale', 'popular'] })
  expect(answer).toMatchObject({ source: 'popularity' })
  expect(ids(answer)).toEqual(['i0', 'i1'])
})

it('leaves a list alone that is long enough, and a pin where it is', async () => {
  const plain = await ask({ count: 5 }, 'i21')
  expect(ids(await ask({ count: 5, fallbackKinds: ['popular'] }, 'i21'))).toEqual(ids(plain))
  const pin = [{ id: 'i9', place: 1 }]
  const pinned = await ask({ kind: 'recently-viewed', count: 3, pin, fallbackKinds: ['popular'] }, 'i21')
  expect(ids(pinned)).toEqual(['i9', 'i21', 'i0'])
})
