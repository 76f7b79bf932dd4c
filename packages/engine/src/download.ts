import { type EngineRequest, MAX_MANIFEST_BYTES, type Manifest, penchantError, readManifest } from '@penchant/protocol'
import { checksum } from './checksum.ts'
import { type FetchLimits, fetchBytes } from './fetch-bytes.ts'
import { createModelCache } from './model-cache.ts'

export type ModelFile = keyof Manifest['files']

/** A published model of which the manifest was read; its files come when they are asked for. */
export interface PublishedModel {
  manifest: Manifest
  /** sha-256 of the manifest: names this model and no other. */
  hash: string
  /** Bytes of the manifest and of all files. */
  bytes: number
  /** The bytes of one file, from the cache or the network, checked against the manifest. */
  file(name: ModelFile): Promise<Uint8Array>
  /** From now on this is the last good model, and the files of others leave the cache. */
  keep(): Promise<void>
}

export interface Download {
  /** URL of the manifest. */
  model: string
  /** What the server publishes now. Rejects with `ModelUnavailable`, `ModelInvalid` or `Timeout`. */
  newest(): Promise<PublishedModel>
  /** The last good model, or `null` where none is cached. */
  lastGood(): Promise<PublishedModel | null>
}

export interface DownloadOptions extends FetchLimits {
  /** Absolute URL of the published folder or of its manifest. */
  model: string
  /** Name of the database: the cache is erased with it. */
  database: string
  signal: AbortSignal
  onRequest: (request: EngineRequest) => void
}

function manifestUrl(model: string): URL {
  let url: URL
  try {
    url = new URL(model)
  } catch {
    throw penchantError('InvalidOption', `model is ${JSON.stringify(model)}: give an absolute URL`)
  }
  if (!/^https?:$/.test(url.protocol)) {
    throw penchantError('InvalidOption', `model is ${JSON.stringify(model)}: give an http or https URL`)
  }
  url.hash = ''
  if (!url.pathname.endsWith('.json')) url.pathname = `${url.pathname.replace(/\/$/, '')}/manifest.json`
  return url
}

/** Downloads of one model; throws `InvalidOption` for an address that is none. */
export function createDownload({ model, database, signal, onRequest, ...limits }: DownloadOptions): Download {
  const url = manifestUrl(model)
  const cache = createModelCache(database, url.href, signal)
  const always = { signal, onRequest, ...limits }

  async function cached(key: string): Promise<Uint8Array | null> {
    const started = performance.now()
    const bytes = await cache.get(key)
    if (!bytes) return null
    onRequest({ url: key, bytes: bytes.length, milliseconds: performance.now() - started, fromCache: true })
    return bytes
  }

  async function describe(bytes: Uint8Array): Promise<PublishedModel> {
    const manifest = readManifest(bytes)
    const files = Object.values(manifest.files)
    const keyOf = ({ path, sha256 }: { path: string; sha256: string }) => `${new URL(path, url)}?sha256=${sha256}`

    async function file(name: ModelFile): Promise<Uint8Array> {
      const entry = manifest.files[name]
      const address = new URL(entry.path, url)
      const check = async (given: Uint8Array) => {
        if (given.length !== entry.bytes) {
          throw penchantError('ModelInvalid', `${address} has ${given.length} bytes, its manifest says ${entry.bytes}`)
        }
        if ((await checksum(given)) !== entry.sha256) {
          throw penchantError('ModelInvalid', `${address} is not the file that its manifest describes (sha-256)`)
        }
      }
      const known = await cached(keyOf(entry))
      if (known) {
        const intact = await check(known).then(
          () => true,
          () => false,
        )
        if (intact) return known
      }
      const given = await fetchBytes(address, { ...always, limit: entry.bytes, cache: 'default', check })
      await cache.put(keyOf(entry), given)
      return given
    }

    return {
      manifest,
      hash: await checksum(bytes),
      bytes: files.reduce((sum, each) => sum + each.bytes, bytes.length),
      file,
      async keep() {
        await cache.put(url.href, bytes)
        await cache.keepOnly([url.href, ...files.map(keyOf)])
      },
    }
  }

  return {
    model: url.href,
    async newest() {
      // With a model at hand, a slow or broken network is not worth waiting for.
      const hurry = (await cache.get(url.href)) ? { attempts: 1, stall: Math.min(5000, limits.stall ?? 5000) } : {}
      const request = { ...always, ...hurry, limit: MAX_MANIFEST_BYTES, cache: 'no-cache' as const }
      return describe(await fetchBytes(url, request))
    },
    async lastGood() {
      const bytes = await cached(url.href)
      return bytes && describe(bytes)
    },
  }
}
