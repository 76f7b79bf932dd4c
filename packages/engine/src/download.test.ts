import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EngineRequest } from '@penchant/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishTiny, type TinyModel } from '../test/publish-tiny.ts'
import { createDownload } from './download.ts'
import type { FetchLimits } from './fetch-bytes.ts'

type Answer = (response: ServerResponse, bytes: Uint8Array) => void

let tiny: TinyModel
let server: Server
let base: string
/** What the server answers for a path, instead of the file. */
let answers: Map<string, Answer>
let seen: IncomingMessage[]
let log: EngineRequest[]
let stop: AbortController

beforeEach(async () => {
  tiny = await publishTiny()
  answers = new Map()
  seen = []
  log = []
  stop = new AbortController()
  server = createServer((request, response) => {
    seen.push(request)
    const path = request.url!.replace('/model/', '')
    const bytes = tiny.files.get(path)
    const answer = answers.get(path)
    if (answer) answer(response, bytes ?? new Uint8Array())
    else if (bytes) response.end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const download = (limits: FetchLimits = {}, model = `${base}/model`) =>
  createDownload({
    model,
    database: 'test',
    signal: stop.signal,
    onRequest: (request) => log.push(request),
    backoff: 1,
    ...limits,
  })
const tablePath = () => tiny.manifest.files.table.path
const requestsOf = (path: string) => seen.filter((request) => request.url!.endsWith(path))

describe('download', () => {
  it('fetches a model by plain GETs without cookies or referrer, and records each', async () => {
    const model = await download().newest()
    const table = await model.file('table')
    expect(table).toEqual(tiny.files.get(tablePath()))
    expect(model.manifest).toEqual(tiny.manifest)
    expect(model.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(model.bytes).toBe([...tiny.files.values()].reduce((sum, file) => sum + file.length, 0))
    for (const { method, headers } of seen) {
      expect(method).toBe('GET')
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('referer')
    }
    expect(log.map(({ url, bytes, fromCache }) => ({ url, bytes, fromCache }))).toEqual([
      { url: `${base}/model/manifest.json`, bytes: tiny.files.get('manifest.json')!.length, fromCache: false },
      { url: `${base}/model/${tablePath()}`, bytes: table.length, fromCache: false },
    ])
  })

  it.each(['/model', '/model/', '/model/manifest.json', '/model/manifest.json#x'])(
    'understands the address %s',
    async (path) => {
      expect(download({}, base + path).model).toBe(`${base}/model/manifest.json`)
      await expect(download({}, base + path).newest()).resolves.toMatchObject({ manifest: { name: 'tiny' } })
    },
  )

  it.each(['model', 'ftp://example/model', 'data:application/json,{}'])('refuses the address %s', (model) => {
    expect(() => download({}, model)).toThrow(expect.objectContaining({ name: 'InvalidOption' }))
  })

  const flipped: Answer = (response, bytes) => {
    const copy = bytes.slice()
    copy[copy.length >> 1] ^= 1
    response.end(copy)
  }
  const truncated: Answer = (response, bytes) => response.end(bytes.subarray(0, bytes.length - 1))
  const broken: Answer = (response, bytes) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, 10), () => response.destroy())
  }
  const tooLong: Answer = (response, bytes) => response.end(Buffer.concat([bytes, bytes]))
  const endless: Answer = (response) => {
    const more = () => {
      while (response.writable && response.write(new Uint8Array(1 << 16)));
    }
    response.on('drain', more)
    more()
  }
  const missing: Answer = (response) => response.writeHead(404).end()
  const failing: Answer = (response) => response.writeHead(503).end()
  const redirect: Answer = (response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
  const silent: Answer = () => {}
  const stalling: Answer = (response, bytes) => response.writeHead(200).write(bytes.subarray(0, 10))

  it.each<[string, Answer, name: string, message: string, requests: number]>([
    ['a flipped byte', flipped, 'ModelInvalid', 'sha-256', 3],
    ['a byte too few', truncated, 'ModelInvalid', 'its manifest says', 3],
    ['a connection that breaks', broken, 'ModelUnavailable', 'table', 3],
    ['a file that is too long', tooLong, 'ModelInvalid', 'longer than', 1],
    ['a file without end', endless, 'ModelInvalid', 'longer than', 1],
    ['a missing file', missing, 'ModelUnavailable', 'status 404', 1],
    ['a server in trouble', failing, 'ModelUnavailable', 'status 503', 3],
    ['a redirect', redirect, 'ModelUnavailable', 'redirects', 1],
    ['a server that never answers', silent, 'Timeout', 'table', 3],
    ['a server that stops half-way', stalling, 'Timeout', 'table', 3],
  ])('gives up on %s, after a bounded number of attempts', async (_, answer, name, message, requests) => {
    answers.set(tablePath(), answer)
    // Short only for the servers that stall: on a busy machine others may take as long.
    const model = await download(name === 'Timeout' ? { stall: 250 } : {}).newest()
    await expect(model.file('table')).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
    expect(requestsOf(tablePath())).toHaveLength(requests)
    expect(log).toHaveLength(1 + requests)
  })

  it('tries again, past the cache, and is content with the second answer', async () => {
    let attempts = 0
    answers.set(tablePath(), (response, bytes) =>
      (attempts++ === 0 ? flipped : (r: ServerResponse) => r.end(bytes))(response, bytes),
    )
    const model = await download().newest()
    expect(await model.file('table')).toEqual(tiny.files.get(tablePath()))
    expect(requestsOf(tablePath())[1].headers['cache-control']).toBe('no-cache')
  })

  it('asks the server whether the manifest is still the newest', async () => {
    await download().newest()
    expect(requestsOf('manifest.json')[0].headers['cache-control']).toBe('max-age=0')
  })

  it('ends at once when the model is no longer wanted', async () => {
    answers.set(tablePath(), silent)
    const model = await download().newest()
    const file = model.file('table')
    stop.abort()
    await expect(file).rejects.toMatchObject({ name: 'ModelUnavailable' })
    expect(requestsOf(tablePath()).length).toBeLessThanOrEqual(1)
  })

  it('refuses a manifest of more than a megabyte, and one that is none', async () => {
    answers.set('manifest.json', endless)
    await expect(download().newest()).rejects.toMatchObject({ message: expect.stringContaining('longer than') })
    answers.set('manifest.json', (response) => response.end('<!doctype html>'))
    await expect(download().newest()).rejects.toMatchObject({ name: 'ModelInvalid' })
  })
})
