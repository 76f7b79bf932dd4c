import {
  type EngineRequest,
  LIMITS,
  type Manifest,
  type ManifestFile,
  penchantError,
  type Rollout,
  readManifest,
  readRollout,
} from '@penchant/protocol'
import { checksum } from './checksum.ts'
import { type FetchLimits, fetchBytes } from './fetch-bytes.ts'
import { createModelCache } from './model-cache.ts'
import { SIGNATURE_BYTES, verifySignature } from './verify-signature.ts'

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
  /** By which the manifest must be signed, base64; without it no signature is asked for. */
  modelKey?: string
  /** This device's place in rollouts, 0 to 1; `null`: it takes no part. */
  rolloutNumber: () => Promise<number | null>
  /** Name of the database: the cache is erased with it. */
  database: string
  /** Whether files are kept in Cache Storage. Default true. */
  cached?: boolean
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
export function createDownload({
  model,
  modelKey,
  rolloutNumber,
  database,
  signal,
  onRequest,
  cached: kept = true,
  ...limits
}: DownloadOptions): Download {
  const url = manifestUrl(model)
  const signatureUrl = new URL(url)
  signatureUrl.pathname = url.pathname.replace(/json$/, 'sig')
  const cache = createModelCache(database, url.href, kept ? signal : AbortSignal.abort())
  const always = { signal, onRequest, ...limits }
  const keyOf = ({ path, sha256 }: ManifestFile) => `${new URL(path, url)}?sha256=${sha256}`

  async function cached(key: string): Promise<Uint8Array | null> {
    const started = performance.now()
    const bytes = await cache.get(key)
    if (!bytes) return null
    onRequest({ url: key, bytes: bytes.length, milliseconds: performance.now() - started, fromCache: true })
    return bytes
  }

  /** The bytes that `entry` describes and no others, from the cache or the network. */
  async function pinned(entry: ManifestFile): Promise<Uint8Array> {
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

  async function takesNext({ share }: Rollout): Promise<boolean> {
    return share === 1 || ((await rolloutNumber()) ?? 1) < share
  }

  /** @param signature `null` where none is asked for */
  async function describe(top: Uint8Array, signature: Uint8Array | null): Promise<PublishedModel> {
    if (modelKey !== undefined) await verifySignature(modelKey, top, signature ?? new Uint8Array())
    const rollout = readRollout(top)
    // A signature of the rollout is one of both manifests: it names their sha-256.
    const part = rollout && ((await takesNext(rollout)) ? rollout.next : rollout.previous)
    const bytes = part ? await pinned(part) : top
    const manifest = readManifest(bytes)
    const files = Object.values(manifest.files)
    return {
      manifest,
      hash: await checksum(bytes),
      bytes: files.reduce((sum, each) => sum + each.bytes, bytes.length),
      file: (name) => pinned(manifest.files[name]),
      async keep() {
        if (signature) await cache.put(signatureUrl.href, signature)
        await cache.put(url.href, top, await checksum(top))
        const kept = [...files, ...(part ? [part] : [])].map(keyOf)
        await cache.keepOnly([url.href, signatureUrl.href, ...kept])
      },
    }
  }

  return {
    model: url.href,
    async newest() {
      // With a model at hand, a slow or broken network is not worth waiting for.
      const hurry = (await cache.get(url.href)) ? { attempts: 1, stall: Math.min(5000, limits.stall ?? 5000) } : {}
      const fetchNewest = (address: URL, limit: number) =>
        fetchBytes(address, { ...always, ...hurry, limit, cache: 'no-cache' })
      const [top, signature] = await Promise.all([
        fetchNewest(url, LIMITS.manifestBytes),
        modelKey === undefined ? null : fetchNewest(signatureUrl, SIGNATURE_BYTES),
      ])
      return describe(top, signature)
    },
    async lastGood() {
      const top = await cached(url.href)
      if (!top) return null
      const signature = modelKey === undefined ? null : await cached(signatureUrl.href)
      return describe(top, signature).catch(() => null)
    },
  }
}
