import type { Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Of the thread's own time on a processor, microseconds. */
  tdur?: number
  args: { name?: string }
}

/**
 * Does `work`, and measures the longest task of the page's workers meanwhile: milliseconds of its thread on a processor, which
 * other processes do not lengthen. A message is answered between two tasks.
 */
export async function longestWorkerTask<T>(page: Page, work: () => Promise<T>): Promise<{ done: T; longest: number }> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  let done: T
  let events: TraceEvent[]
  try {
    done = await work()
  } finally {
    events = JSON.parse((await browser.stopTracing()).toString()).traceEvents
  }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const workers = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name?.startsWith('DedicatedWorker')).map(threadOf),
  )
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && workers.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('the trace has no task of a worker')
  return { done, longest: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000 }
}
