import { penchantError } from './errors.ts'
import { ENCODERS, type EncoderName, FORMAT_VERSION, type Manifest } from './manifest.ts'

/** A manifest is a few kilobytes; one of this size is something else. */
export const MAX_MANIFEST_BYTES: number = 1 << 20
/** More than this a visitor's device is not asked to hold. */
const MAX_MODEL_BYTES = 256 << 20
const MAX_ITEMS = 2_000_000
/** What `sessionFeatures` of `@penchant/ranking` gives. */
const OUTLOOK_FEATURES = 9
/** `TRACE_FEATURES` of `@penchant/ranking`. */
const AUDIT_FEATURES = 5

type Fields = Record<string, unknown>

function refuse(field: string, value: unknown, wanted: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  throw penchantError('ModelInvalid', `manifest: "${field}" is ${shown}, not ${wanted}: publish the model again`)
}

function object(parent: Fields, path: string): Fields {
  const value = parent[path.slice(path.lastIndexOf('.') + 1)]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, value, 'an object')
  return value as Fields
}

function whole(parent: Fields, path: string, least: number, most: number): number {
  const value = parent[path.slice(path.lastIndexOf('.') + 1)]
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    refuse(path, value, `a whole number from ${least} to ${most}`)
  }
  return value as number
}

function real(parent: Fields, path: string, least: number, most: number): void {
  const value = parent[path.slice(path.lastIndexOf('.') + 1)]
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    refuse(path, value, `a number from ${least} to ${most}`)
  }
}

function checkConfig(config: Fields): void {
  if (!ENCODERS.includes(config.encoder as EncoderName)) {
    refuse('config.encoder', config.encoder, ENCODERS.map((name) => `"${name}"`).join(' or '))
  }
  const dimension = whole(config, 'config.dimension', 1, 1024)
  const heads = whole(config, 'config.heads', 1, 64)
  if (dimension % heads !== 0) refuse('config.heads', heads, `a divisor of the dimension ${dimension}`)
  whole(config, 'config.blocks', 0, 16)
  whole(config, 'config.feedForward', 1, 8192)
  whole(config, 'config.maxLength', 1, 1000)
  whole(config, 'config.events', 1, 1000)
  whole(config, 'config.dwellBuckets', 1, 1000)
  whole(config, 'config.gapBuckets', 1, 1000)
  real(config, 'config.temperature', 1e-3, 10)
}

function checkMix(mix: Fields): void {
  real(mix, 'mix.coVisitation', 0, 1e6)
  real(mix, 'mix.coVisitationDecay', 0, 1)
  real(mix, 'mix.memory', 0, 1e6)
  real(mix, 'mix.memoryDecay', 0, 1)
}

function checkOutlook(outlook: Fields): void {
  for (const name of ['purchase', 'withCart'] as const) {
    if (name === 'withCart' && outlook.withCart === null) continue
    const field = `outlook.${name}`
    const { bias, coefficients } = object(outlook, field)
    if (!Number.isFinite(bias)) refuse(`${field}.bias`, bias, 'a number')
    const isRow = Array.isArray(coefficients) && coefficients.length === OUTLOOK_FEATURES
    if (!isRow || !coefficients.every(Number.isFinite)) {
      refuse(`${field}.coefficients`, coefficients, `${OUTLOOK_FEATURES} numbers`)
    }
  }
}

function checkAudit(audit: unknown): void {
  if (!Array.isArray(audit) || audit.length !== AUDIT_FEATURES) {
    refuse('audit', audit, `an array of ${AUDIT_FEATURES} medians with their deviations`)
  }
  for (const [i, norm] of audit.entries()) {
    if (!Number.isFinite(norm?.median)) refuse(`audit[${i}].median`, norm?.median, 'a number')
    if (!(norm.deviation > 0)) refuse(`audit[${i}].deviation`, norm.deviation, 'a number above 0')
  }
}

/** Each file's size follows from the model's shape, so that nothing is allocated on a stranger's word. */
function checkFiles({ files, items, config }: Manifest): void {
  // int8 rows, filled up to four bytes, and a float32 scale for each.
  const tableBytes = Math.ceil((items * config.dimension) / 4) * 4 + items * 4
  const sizes: Record<keyof Manifest['files'], [least: number, most: number]> = {
    weights: [2, MAX_MODEL_BYTES],
    table: [tableBytes, tableBytes],
    items: [2, MAX_MODEL_BYTES],
    neighbours: [items * 8 + 4, MAX_MODEL_BYTES],
    popularity: [items * 4, items * 4],
  }
  let total = 0
  for (const [name, [least, most]] of Object.entries(sizes)) {
    const file = object(files as unknown as Fields, `files.${name}`)
    total += whole(file, `files.${name}.bytes`, least, most)
    const { path, sha256 } = file
    if (typeof path !== 'string' || !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path)) {
      refuse(`files.${name}.path`, path, "a plain path below the manifest's folder")
    }
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
      refuse(`files.${name}.sha256`, sha256, '64 lower-case hexadecimal digits')
    }
  }
  if (total > MAX_MODEL_BYTES) refuse('files', `${total} bytes together`, `at most ${MAX_MODEL_BYTES} bytes`)
}

function checkWeights(weights: unknown): void {
  if (!Array.isArray(weights)) refuse('weights', weights, 'an array')
  for (const [i, entry] of weights.entries()) {
    const field = `weights[${i}]`
    if (typeof entry !== 'object' || entry === null) refuse(field, entry, 'an object')
    if (typeof entry.name !== 'string') refuse(`${field}.name`, entry.name, 'a text')
    if (
      !Array.isArray(entry.shape) ||
      !entry.shape.every((size: unknown) => Number.isInteger(size) && Number(size) > 0)
    ) {
      refuse(`${field}.shape`, entry.shape, 'an array of whole numbers')
    }
    whole(entry, `${field}.offset`, 0, MAX_MODEL_BYTES)
  }
}

/** Reads and checks `manifest.json`. Throws `ModelInvalid` naming the field, the value and the remedy. */
export function readManifest(bytes: Uint8Array): Manifest {
  let manifest: Fields
  try {
    manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw penchantError('ModelInvalid', `manifest: no JSON (${(error as Error).message}): check the model's address`)
  }
  if (typeof manifest !== 'object' || manifest === null) refuse('manifest', manifest, 'an object')
  if (manifest.formatVersion !== FORMAT_VERSION) {
    refuse('formatVersion', manifest.formatVersion, `${FORMAT_VERSION}, which this worker reads`)
  }
  if (typeof manifest.name !== 'string') refuse('name', manifest.name, 'a text')
  whole(manifest, 'items', 1, MAX_ITEMS)
  if (manifest.task !== 'next-item' && manifest.task !== 'next-basket') {
    refuse('task', manifest.task, '"next-item" or "next-basket"')
  }
  checkConfig(object(manifest, 'config'))
  checkMix(object(manifest, 'mix'))
  if (manifest.outlook !== undefined) checkOutlook(object(manifest, 'outlook'))
  if (manifest.audit !== undefined) checkAudit(manifest.audit)
  checkWeights(manifest.weights)
  object(manifest, 'files')
  object(manifest, 'dataCard')
  checkFiles(manifest as unknown as Manifest)
  return manifest as unknown as Manifest
}
