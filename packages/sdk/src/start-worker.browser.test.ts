import { afterEach, expect, it, vi } from 'vitest'
import { anotherOrigin } from '../test/another-origin.ts'
import { connect } from './connect.ts'
import { startWorker } from './start-worker.ts'

const started: Worker[] = []
afterEach(() => {
  for (const worker of started.splice(0)) worker.terminate()
})

function start(url: string): Promise<unknown> {
  const worker = startWorker(url)
  started.push(worker)
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }) => resolve(data), { once: true })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      resolve('error')
    })
  })
}

const here = new URL('../test/report-origin.js', import.meta.url)

it('starts a worker of the page’s own origin from its own address', async () => {
  expect(await start(here.href)).toEqual({ scheme: location.protocol, module: here.href })
})

it('starts a worker of another origin, whose own address stays that of its file', async () => {
  const elsewhere = (await anotherOrigin(here)).href
  expect(await start(elsewhere)).toEqual({ scheme: 'blob:', module: elsewhere })
})

it('says that a worker could not be loaded, wherever it should have come from', async () => {
  const missing = new URL('../test/no-such-worker.js', import.meta.url)
  for (const url of [missing.href, new URL(missing.pathname, await anotherOrigin(here)).href]) {
    const worker = startWorker(url)
    started.push(worker)
    const error = await new Promise<Error>((broken) => connect(worker, { status: vi.fn(), broken }))
    expect(error.name).toBe('WorkerUnavailable')
    expect(error.message).toContain('workerUrl')
  }
})
