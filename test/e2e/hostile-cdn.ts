import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Manifest } from '@penchant/protocol'

/**
 * What happens to the files of a model on their way. `cut`: the connection ends in the middle; `short`: the file does;
 * `flipped`: a bit of it; `forged`: another model, sound but for its signature.
 */
export const FAULTS = ['whole', 'down', 'cut', 'short', 'flipped', 'forged'] as const

export interface Fault {
  kind: (typeof FAULTS)[number]
  /** Which file, or all where there are fewer. Manifest and signature are the first two. */
  file: number
  /** Which byte and bit of it, or which forgery. */
  at: number
}

export interface HostileCdn {
  /** Of the folder that holds the model. */
  model: string
  /** By which the model is signed. */
  modelKey: string
  /** The manifest of the other model, which nobody has signed. */
  forged: Buffer
  fault: Fault
  close(): void
}

const NONE: Fault = { kind: 'whole', file: 0, at: 0 }

/** Serves the published model of `folder`, signed, with whatever `fault` does to it. */
export async function serveHostileCdn(folder: string): Promise<HostileCdn> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const stranger = generateKeyPairSync('ed25519').privateKey
  const top = readFileSync(join(folder, 'manifest.json'))
  const manifest = JSON.parse(top.toString()) as Manifest
  const files = new Map([
    ['manifest.json', top],
    ['manifest.sig', sign(null, top, privateKey)],
    ...Object.values(manifest.files).map(({ path }) => [path, readFileSync(join(folder, path))] as const),
  ])
  const names = [...files.keys()]

  // The most popular last.
  const popularity = new Float32Array(Uint8Array.from(files.get(manifest.files.popularity.path)!).buffer).reverse()
  const body = Buffer.from(popularity.buffer)
  const path = 'popularity.forged.bin'
  const sha256 = createHash('sha256').update(body).digest('hex')
  const others = { ...manifest.files, popularity: { path, bytes: body.length, sha256 } }
  const forged = Buffer.from(JSON.stringify({ ...manifest, name: 'forged', files: others }))
  files.set(path, body)

  const flip = (bytes: Buffer, at: number) => {
    const flipped = Buffer.from(bytes)
    flipped[at % bytes.length] ^= 1 << (at % 8)
    return flipped
  }
  /** `undefined`: there is none. */
  const forgery = (name: string, at: number): Buffer | undefined => {
    if (name === 'manifest.json') return forged
    const signatures = [
      undefined,
      files.get(name),
      sign(null, forged, stranger),
      flip(sign(null, forged, stranger), at),
      Buffer.alloc(64),
    ]
    return signatures[at % signatures.length]
  }

  function answer(name: string, response: ServerResponse): void {
    const { kind, file, at } = cdn.fault
    let bytes: Buffer | undefined = files.get(name)
    const isHit = names[file] === undefined || names[file] === name
    if (kind === 'down') return void response.destroy()
    if (kind === 'forged' && name.startsWith('manifest.')) bytes = forgery(name, at)
    if (bytes && isHit && kind === 'flipped') bytes = flip(bytes, at)
    if (bytes && isHit && kind === 'short') bytes = bytes.subarray(0, at % bytes.length)
    const headers = {
      'access-control-allow-origin': '*',
      'cache-control': name.startsWith('manifest.') ? 'no-cache' : 'max-age=31536000, immutable',
    }
    if (!bytes) return void response.writeHead(404, headers).end()
    response.writeHead(200, { ...headers, 'content-length': bytes.length })
    if (!isHit || kind !== 'cut') return void response.end(bytes)
    response.write(bytes.subarray(0, at % bytes.length), () => response.destroy())
  }

  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://cdn').pathname.replace('/model/', ''), response)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  const cdn: HostileCdn = {
    model: `http://localhost:${(server.address() as AddressInfo).port}/model/`,
    modelKey: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64'),
    forged,
    fault: NONE,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return cdn
}
