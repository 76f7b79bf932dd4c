import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isHashedName, serveStatic } from './serve-static.ts'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

describe('serveStatic', () => {
  const text = 'recommendations '.repeat(500)
  let folder: string
  let close: () => void
  let ask: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'serve-'))
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ text }))
    writeFileSync(join(folder, 'items.3f2a9c01.json'), JSON.stringify({ text }))
    writeFileSync(join(folder, '.secret'), 'hidden')
    writeFileSync(join(folder, 'kernel.wasm'), Buffer.alloc(4096))
    const handle = serveStatic([
      { path: '/', folder: join(folder, 'nothing-here') },
      { path: '/model/', folder },
    ])
    const server = createServer((request, response) => void handle(request, response))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    // Not `fetch`: it would tidy the path and undo the compression.
    ask = (path, headers = {}, method = 'GET') =>
      new Promise((answered, failed) => {
        get({ port, host: '127.0.0.1', path, headers, method }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            answered({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
          )
        }).on('error', failed)
      })
    close = () => server.close()
  })
  afterAll(() => {
    close()
    rmSync(folder, { recursive: true })
  })

  it('is open to other origins and compresses with what the browser takes', async () => {
    const plain = await ask('/model/manifest.json')
    expect(plain.headers['access-control-allow-origin']).toBe('*')
    expect(plain.headers['content-encoding']).toBeUndefined()
    const gzipped = await ask('/model/manifest.json', { 'accept-encoding': 'gzip, br;q=0' })
    expect(gzipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzipped.body)).toEqual(plain.body)
    const brotli = await ask('/model/manifest.json', { 'accept-encoding': 'gzip, deflate, br' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
    expect(brotli.body.byteLength).toBeLessThan(plain.body.byteLength / 10)
    const kernel = await ask('/model/kernel.wasm')
    expect(kernel.headers['content-type']).toBe('application/wasm')
  })

  it('lets hashed names live for ever and has the manifest asked for again', async () => {
    const hashed = await ask('/model/items.3f2a9c01.json')
    expect(hashed.headers['cache-control']).toMatch(/immutable/)
    const manifest = await ask('/model/manifest.json')
    expect(manifest.headers['cache-control']).toBe('no-cache')
    const again = await ask('/model/manifest.json', { 'if-none-match': String(manifest.headers.etag) })
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  })

  it('gives nothing from outside its folders and answers reads only', async () => {
    for (const path of [
      '/model/../../etc/passwd',
      '/model/..%2f..%2fetc%2fpasswd',
      '/model/%2e%2e/%2e%2e/etc/passwd',
      '/model/.secret',
      '/model/%00',
      '/model/%zz',
      '/model/',
      '/manifest.json',
    ]) {
      expect((await ask(path)).status, path).toBe(404)
    }
    expect((await ask('/model/manifest.json', {}, 'POST')).status).toBe(405)
    expect((await ask('/model/manifest.json', {}, 'HEAD')).body).toHaveLength(0)
    expect((await ask('/model/manifest.json', {}, 'OPTIONS')).status).toBe(204)
  })
})

describe('isHashedName', () => {
  it('knows our hashes and the bundler’s, and takes no plain name for one', () => {
    for (const name of ['items.3f2a9c01aa.json', 'worker-B3xk9_Za.js', 'backend-wasm-D-k1_x9Q.js']) {
      expect(isHashedName(name), name).toBe(true)
    }
    for (const name of ['manifest.json', 'worker.js', 'penchant.js', 'tfjs-threaded.wasm', 'my-facade.js']) {
      expect(isHashedName(name), name).toBe(false)
    }
  })
})
