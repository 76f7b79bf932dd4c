import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSchedule } from './schedule.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('works after silence, and every touch begins the silence anew', async () => {
  const work = vi.fn(async () => {})
  const schedule = createSchedule(() => true, work, 1000)
  schedule.touch()
  await vi.advanceTimersByTimeAsync(999)
  schedule.touch()
  await vi.advanceTimersByTimeAsync(999)
  expect(work).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledOnce()
})

it('does not work while it works, nor when nothing is due, nor after it was stopped', async () => {
  let finish = () => {}
  let due = true
  const work = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  const schedule = createSchedule(() => due, work, 1000)
  schedule.touch()
  await vi.advanceTimersByTimeAsync(1000)
  schedule.touch()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(1)

  finish()
  due = false
  schedule.touch()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(1)

  due = true
  schedule.touch()
  schedule.stop()
  schedule.touch()
  await vi.advanceTimersByTimeAsync(5000)
  expect(work).toHaveBeenCalledTimes(1)
})
