import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createQueue } from './queue.ts'

it('gives what was not acknowledged again, in order, and lets the oldest go that is not on its way', () => {
  const queue = createQueue<number>(3)
  for (const entry of [1, 2, 3, 4]) queue.push(entry)
  expect(queue.send(2)).toEqual([2, 3])
  queue.push(5)
  expect(queue).toMatchObject({ size: 3, dropped: 2 })
  queue.release()
  expect(queue.send(2)).toEqual([2, 3])
  queue.release()
  queue.push(6)
  expect(queue.send(2)).toEqual([3, 5])
  queue.acknowledge()
  expect(queue.send(2)).toEqual([6])
  queue.clear()
  queue.push(7)
  // The answer to what was sent before the queue was cleared.
  queue.acknowledge()
  expect(queue.send(9)).toEqual([7])
})

it('never holds more than its limit, and loses nothing without counting it', () => {
  const step = fc.constantFrom('push', 'push', 'push', 'send', 'acknowledge', 'release')
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(step),
      (limit, batch, steps) => {
        const queue = createQueue<number>(limit)
        const arrived: number[] = []
        let pushed = 0
        let sent: number[] = []
        for (const kind of steps) {
          if (kind === 'push') queue.push(pushed++)
          if (kind === 'send') sent = queue.send(batch)
          if (kind === 'acknowledge') {
            queue.acknowledge()
            arrived.push(...sent)
          }
          if (kind !== 'push' && kind !== 'send') {
            queue.release()
            sent = []
          }
          expect(queue.size).toBeLessThanOrEqual(limit)
        }
        arrived.push(...queue.send(limit))
        expect(arrived.length + queue.dropped).toBe(pushed)
        expect(arrived).toEqual([...arrived].sort((a, b) => a - b))
      },
    ),
  )
})
