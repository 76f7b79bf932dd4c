import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EngineRequest } from '@penchant/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { publishTiny, type TinyModel } from '../test/publish-tiny.ts'
import { createDownload, type DownloadOptions } from './download.ts'

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

const download = (limits: Partial<DownloadOptions> = {}, model = `${base}/model`) =>
  createDownload({
    model,
    database: 'test',
    rolloutNumber: async () => null,
    signal: stop.signal,
    onRequest: (request) => log.push(request),
    backoff: 1,
    ...limits,
  })
const tablePath = () => tiny.manifest.files.table.path
const requestsOf = (path: string) => seen.filter((request) => request.url!.endsWith(path))

const flipped: Answer = (response, bytes) => {
  const copy = bytes.slice()
  copy[copy.length >> 1] ^= 1
  response.end(copy)
}

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

/** A key as `penchant keys` makes it, and what it says of some bytes. */
function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    modelKey: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64'),
    sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)),
  }
}

describe('a page that names a key', () => {
  const manifestBytes = () => tiny.files.get('manifest.json')!

  it('takes a model that is signed by it', async () => {
    const { modelKey, sign } = newKey()
    tiny.files.set('manifest.sig', sign(manifestBytes()))
    const model = await download({ modelKey }).newest()
    expect(model.manifest).toEqual(tiny.manifest)
    expect(await model.file('table')).toEqual(tiny.files.get(tablePath()))
    expect(requestsOf('manifest.sig')).toHaveLength(1)
  })

  it.each<[string, (signature: Uint8Array) => Uint8Array]>([
    ['one bit is another', (signature) => signature.map((byte, i) => (i === 40 ? byte ^ 1 : byte))],
    ['it is cut', (signature) => signature.slice(0, 63)],
    ['it is empty', () => new Uint8Array()],
    ['it is too long', (signature) => Uint8Array.from([...signature, 0])],
    ['it is by another key', () => newKey().sign(manifestBytes())],
  ])('refuses its signature where %s', async (_, change) => {
    const { modelKey, sign } = newKey()
    tiny.files.set('manifest.sig', change(sign(manifestBytes())))
    await expect(download({ modelKey }).newest()).rejects.toMatchObject({ name: 'ModelInvalid' })
  })

  it('refuses a manifest with one byte more than what was signed, and one that is not signed', async () => {
    const { modelKey, sign } = newKey()
    await expect(download({ modelKey }).newest()).rejects.toMatchObject({ name: 'ModelUnavailable' })
    tiny.files.set('manifest.sig', sign(manifestBytes()))
    tiny.files.set('manifest.json', Uint8Array.from([...manifestBytes(), 32]))
    await expect(download({ modelKey }).newest()).rejects.toMatchObject({ name: 'ModelInvalid' })
  })

  it('refuses every model where the browser cannot check', async () => {
    const { modelKey, sign } = newKey()
    tiny.files.set('manifest.sig', sign(manifestBytes()))
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValueOnce(new DOMException('no Ed25519', 'NotSupportedError'))
    await expect(download({ modelKey }).newest()).rejects.toMatchObject({
      name: 'ModelUnavailable',
      message: expect.stringContaining('cannot check Ed25519'),
    })
  })
})

describe('a rollout', () => {
  /** Both models under the address, and what the first of their manifests is called. */
  async function rollOut(share: number) {
    const [before, next] = [await publishTiny(), await publishTiny({ seed: 2, name: 'next' })]
    const entries = [before, next].map(({ files }) => {
      const bytes = files.get('manifest.json')!
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { path: `manifest.${sha256.slice(0, 16)}.json`, bytes: bytes.length, sha256, content: bytes }
    })
    for (const { path, content } of entries) tiny.files.set(path, content)
    for (const [path, bytes] of next.files) if (path !== 'manifest.json') tiny.files.set(path, bytes)
    const [previous, taken] = entries.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))
    const top = JSON.stringify({ formatVersion: 2, rollout: { share, previous, next: taken } })
    tiny.files.set('manifest.json', new TextEncoder().encode(top))
    return { previous, next: taken }
  }
  const nameAt = async (place: number | null) =>
    (await download({ rolloutNumber: async () => place }).newest()).manifest.name

  it('gives the share of the devices the new model and the others the one before', async () => {
    await rollOut(0.1)
    expect(await nameAt(0)).toBe('next')
    expect(await nameAt(0.099)).toBe('next')
    expect(await nameAt(0.1)).toBe('tiny')
    expect(await nameAt(0.9)).toBe('tiny')
  })

  it('is undone by a share of 0 and ends with 1; a device that cannot keep its place waits until then', async () => {
    await rollOut(0)
    expect(await nameAt(0)).toBe('tiny')
    await rollOut(0.99)
    expect(await nameAt(null)).toBe('tiny')
    await rollOut(1)
    for (const place of [0, 0.999, null]) expect(await nameAt(place)).toBe('next')
  })

  it('names a model as it is named without one, so that what was learnt for it goes on', async () => {
    const alone = (await download().newest()).hash
    await rollOut(0.5)
    expect((await download().newest()).hash).toBe(alone)
  })

  it('is signed as a whole, and refuses a manifest that is not the one it names', async () => {
    const { modelKey, sign } = newKey()
    const { previous } = await rollOut(0.5)
    tiny.files.set('manifest.sig', sign(tiny.files.get('manifest.json')!))
    await expect(download({ modelKey }).newest()).resolves.toMatchObject({ hash: previous.sha256 })
    answers.set(previous.path, flipped)
    await expect(download({ modelKey }).newest()).rejects.toMatchObject({ name: 'ModelInvalid' })
  })

  it.each<[string, object]>([
    ['rollout.share', { share: 2 }],
    ['rollout.next', { share: 0.5, previous: { path: 'a.json', bytes: 9, sha256: '0'.repeat(64) } }],
    ['rollout.previous.bytes', { share: 0.5, previous: { path: 'a.json', bytes: 2 ** 40, sha256: '0'.repeat(64) } }],
  ])('without a right %s is refused', async (field, rollout) => {
    tiny.files.set('manifest.json', new TextEncoder().encode(JSON.stringify({ formatVersion: 2, rollout })))
    await expect(download().newest()).rejects.toMatchObject({ message: expect.stringContaining(`"${field}"`) })
  })
})
