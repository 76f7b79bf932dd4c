import { expect, it } from 'vitest'
import { Tally } from './tally.ts'

/** Every question of every sequence answered at this rank. */
function tallyOf(sequences: number, rank: number): Tally {
  const tally = new Tally('')
  for (let i = 0; i < 10 * sequences; i++) tally.add(i % sequences, [rank])
  return tally
}

it('says nothing of chance where five visitors or fewer were asked, however many questions', () => {
  const [better, worse] = [tallyOf(5, 1), tallyOf(5, 3)]
  expect(better.row(50, 1)).toMatchObject({ n: 50, 'NDCG@10': 100, ci: { 'NDCG@10': [0, 100] } })
  expect(better.difference(worse, 50, 1)).toEqual([-100, 100])
  expect(tallyOf(6, 1).difference(tallyOf(6, 3), 50, 1)).toEqual([50, 50])
})
