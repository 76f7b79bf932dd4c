import { FORMAT_VERSION, type ManifestFile } from '@penchant/protocol'
import { tf } from '@penchant/tensor'
import { checksum } from '../src/checksum.ts'
import { startEngine } from '../src/start-engine.ts'
import { publishTiny } from './publish-tiny.ts'

/** What a test wants of this worker, in the worker's `name`. */
export interface TinyWorkerSetting {
  /** Seed of the published model: another seed is another base. */
  seed?: number
  /** No network, but for the engine's own code. */
  offline?: boolean
  /** Co-visitation and memory take no part in the score. */
  modelAlone?: boolean
  /** Share of the devices that take the model of seed 2. */
  rollout?: number
  /** Name of an object store into which nothing more fits. */
  full?: string
  /** Milliseconds that the device's clock is off. */
  clock?: number
  /** The visitor has the browser save data. */
  saveData?: boolean
  /** Name of a channel on which any message takes the graphics context away. */
  loseContext?: string
  /** Name of a channel on which any message is answered by how many tensors there are. */
  countTensors?: string
}

const {
  seed = 1,
  offline = false,
  modelAlone = false,
  full,
  clock = 0,
  saveData = false,
  loseContext,
  countTensors,
  rollout,
} = JSON.parse(self.name || '{}') as TinyWorkerSetting
const nothing = { coVisitation: 0, coVisitationDecay: 0, memory: 0, memoryDecay: 0 }
const publish = (seed: number) => publishTiny(modelAlone ? { seed, mix: nothing } : { seed })
const files = rollout === undefined ? publish(seed).then((tiny) => tiny.files) : rollOut(rollout)
const realFetch = self.fetch

/** The files of two models under one address, as `penchant rollout` writes them. */
async function rollOut(share: number): Promise<Map<string, Uint8Array>> {
  const all = new Map<string, Uint8Array>()
  const entries: ManifestFile[] = []
  for (const each of [1, 2]) {
    const { files } = await publish(each)
    const bytes = files.get('manifest.json')!
    for (const [path, content] of files) all.set(path, content)
    const sha256 = await checksum(bytes)
    entries.push({ path: `manifest.${sha256}.json`, bytes: bytes.length, sha256 })
    all.set(`manifest.${sha256}.json`, bytes)
  }
  const [previous, next] = entries
  const top = JSON.stringify({ formatVersion: FORMAT_VERSION, rollout: { share, previous, next } })
  return all.set('manifest.json', new TextEncoder().encode(top))
}

// The engine for real, but for the network between it and the published folder.
self.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, location.href)
  if (!url.pathname.startsWith('/tiny-model/')) return realFetch(input, init)
  if (offline) throw new TypeError('Failed to fetch')
  const bytes = (await files).get(url.pathname.slice('/tiny-model/'.length))
  return bytes ? new Response(bytes as Uint8Array<ArrayBuffer>) : new Response(null, { status: 404 })
}

if (full !== undefined) {
  for (const method of ['add', 'put'] as const) {
    const real = IDBObjectStore.prototype[method]
    IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...args: Parameters<typeof real>) {
      if (this.name === full) throw new DOMException('There is no space left.', 'QuotaExceededError')
      return real.apply(this, args)
    }
  }
}

const realNow = Date.now
if (clock !== 0) Date.now = () => realNow() + clock

if (saveData) Object.defineProperty(navigator, 'connection', { value: { saveData } })

if (loseContext !== undefined) {
  const contexts: WebGLRenderingContext[] = []
  const real = OffscreenCanvas.prototype.getContext
  OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: Parameters<typeof real>) {
    const context = real.apply(this, args)
    if (context && 'getExtension' in context) contexts.push(context as unknown as WebGLRenderingContext)
    return context
  } as typeof real
  new BroadcastChannel(loseContext).onmessage = () => {
    for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext()
  }
}

if (countTensors !== undefined) {
  const channel = new BroadcastChannel(countTensors)
  channel.onmessage = () => channel.postMessage(tf.memory().numTensors)
}

startEngine(self)
