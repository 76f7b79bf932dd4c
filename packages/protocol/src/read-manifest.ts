import { penchantError } from './errors.ts'
import { LIMITS } from './limits.ts'
import { ENCODERS, type EncoderName, FORMAT_VERSION, type Manifest, type ManifestFile } from './manifest.ts'
import type { Rollout } from './rollout.ts'
import { tableBytes } from './table-bytes.ts'

/** What `sessionFeatures` of `@penchant/ranking` gives. */
const OUTLOOK_FEATURES = 9
/** `TRACE_FEATURES` of `@penchant/ranking`. */
const AUDIT_FEATURES = 5

type Fields = Record<string, unknown>

/** Where `manifestProblems` looks for all that is wrong; elsewhere the first refusal ends the reading. */
let collected: Error[] | null = null

function refuse(field: string, value: unknown, wanted: string): never {
  const shown = (JSON.stringify(value) ?? String(value)).slice(0, 80)
  const error = penchantError(
    'ModelInvalid',
    `manifest: "${field}" is ${shown}, not ${wanted}: publish the model again`,
  )
  if (!collected) throw error
  collected.push(error)
  return undefined as never
}

function object(parent: Fields, path: string): Fields {
  const value = parent[path.slice(path.lastIndexOf('.') + 1)]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse(path, value, 'an object')
    return {}
  }
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
  const dimension = whole(config, 'config.dimension', 1, LIMITS.dimension)
  const heads = whole(config, 'config.heads', 1, LIMITS.heads)
  if (dimension % heads !== 0) refuse('config.heads', heads, `a divisor of the dimension ${dimension}`)
  whole(config, 'config.blocks', 0, LIMITS.blocks)
  whole(config, 'config.feedForward', 1, LIMITS.feedForward)
  whole(config, 'config.maxLength', 1, LIMITS.maxLength)
  whole(config, 'config.events', 1, LIMITS.embeddings)
  whole(config, 'config.dwellBuckets', 1, LIMITS.embeddings)
  whole(config, 'config.gapBuckets', 1, LIMITS.embeddings)
  real(config, 'config.temperature', 1e-3, 10)
  if (config.context !== undefined) checkContext(object(config, 'config.context'))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LIMITS.contextText
}

function isTimeZone(value: unknown): boolean {
  try {
    return typeof value === 'string' && new Intl.DateTimeFormat('en', { timeZone: value }) !== null
  } catch {
    return false
  }
}

function checkContext(context: Fields): void {
  const { fields, timeZone } = context
  whole(context, 'config.context.width', 1, LIMITS.dimension)
  whole(context, 'config.context.crosses', 0, LIMITS.crosses)
  whole(context, 'config.context.rank', 1, LIMITS.dimension)
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    refuse('config.context.timeZone', timeZone, 'a time zone such as "Europe/Berlin"')
  }
  if (!Array.isArray(fields) || fields.length < 1 || fields.length > LIMITS.contextFields) {
    refuse('config.context.fields', fields, `an array of 1 to ${LIMITS.contextFields} fields`)
    return
  }
  const names = new Set<unknown>()
  for (const [i, field] of fields.entries()) {
    const path = `config.context.fields[${i}]`
    const values: unknown = field?.values
    if (!isText(field?.name) || names.has(field.name)) {
      refuse(`${path}.name`, field?.name, `a name of its own of at most ${LIMITS.contextText} characters`)
    }
    names.add(field?.name)
    if (!Array.isArray(values) || values.length < 1 || values.length > LIMITS.embeddings || !values.every(isText)) {
      refuse(`${path}.values`, values, `1 to ${LIMITS.embeddings} texts of at most ${LIMITS.contextText} characters`)
    }
  }
}

function checkMix(mix: Fields): void {
  real(mix, 'mix.coVisitation', 0, 1e6)
  real(mix, 'mix.coVisitationDecay', 0, 1)
  if (mix.secondHop !== undefined) real(mix, 'mix.secondHop', 0, 10)
  real(mix, 'mix.memory', 0, 1e6)
  real(mix, 'mix.memoryDecay', 0, 1)
  for (const name of ['last', 'habit', 'frequency', 'recall', 'sharpness']) {
    if (mix[name] !== undefined) real(mix, `mix.${name}`, 0, 1e6)
  }
  if (mix.habitDecay !== undefined) real(mix, 'mix.habitDecay', 0, 1)
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

function checkFile(file: Fields, field: string, least: number, most: number): ManifestFile {
  const bytes = whole(file, `${field}.bytes`, least, most)
  const { path, sha256 } = file
  if (typeof path !== 'string' || !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(path)) {
    refuse(`${field}.path`, path, "a plain path below the manifest's folder")
  }
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    refuse(`${field}.sha256`, sha256, '64 lower-case hexadecimal digits')
  }
  return { path, bytes, sha256 }
}

function checkAudit(audit: unknown): void {
  if (!Array.isArray(audit) || audit.length !== AUDIT_FEATURES) {
    refuse('audit', audit, `an array of ${AUDIT_FEATURES} medians with their deviations`)
    return
  }
  for (const [i, norm] of audit.entries()) {
    if (!Number.isFinite(norm?.median)) refuse(`audit[${i}].median`, norm?.median, 'a number')
    if (!(norm?.deviation > 0)) refuse(`audit[${i}].deviation`, norm?.deviation, 'a number above 0')
  }
}

function checkCurve(curve: unknown): void {
  if (!Array.isArray(curve)) {
    refuse('curve', curve, 'an array')
    return
  }
  for (const [i, point] of curve.entries()) {
    for (const name of ['epoch', 'seconds', 'loss', 'validation']) {
      if (!Number.isFinite(point?.[name])) refuse(`curve[${i}].${name}`, point?.[name], 'a number')
    }
  }
}

function checkTable(table: Fields, items: number, dimension: number): void {
  if (table.form !== 'int4' && table.form !== 'pq') {
    refuse('table.form', table.form, '"int4" or "pq"; int8 rows have no "table"')
  }
  whole(table, 'table.exact', 0, items)
  if (table.form === 'pq') whole(table, 'table.parts', 1, dimension)
}

/** Each file's size follows from the model's shape, so that nothing is allocated on a stranger's word. */
function checkFiles(manifest: Manifest): void {
  const { files, items } = manifest
  const table = tableBytes(manifest)
  const sizes: Record<keyof Manifest['files'], [least: number, most: number]> = {
    weights: [2, LIMITS.modelBytes],
    table: [table, table],
    items: [2, Math.min(LIMITS.modelBytes, LIMITS.itemsBytes + items * LIMITS.itemBytes)],
    // An item without any has two bytes, and no neighbour takes more than five.
    neighbours: [items * 2, Math.min(LIMITS.modelBytes, items * (2 + 5 * LIMITS.neighbours))],
    popularity: [items * 4, items * 4],
  }
  let total = 0
  for (const [name, [least, most]] of Object.entries(sizes)) {
    total += checkFile(object(files as unknown as Fields, `files.${name}`), `files.${name}`, least, most).bytes
  }
  if (total > LIMITS.modelBytes) refuse('files', `${total} bytes together`, `at most ${LIMITS.modelBytes} bytes`)
}

function checkWeights(weights: unknown): void {
  if (!Array.isArray(weights)) {
    refuse('weights', weights, 'an array')
    return
  }
  for (const [i, entry] of weights.entries()) {
    const field = `weights[${i}]`
    if (typeof entry !== 'object' || entry === null) {
      refuse(field, entry, 'an object')
      continue
    }
    if (typeof entry.name !== 'string') refuse(`${field}.name`, entry.name, 'a text')
    if (
      !Array.isArray(entry.shape) ||
      !entry.shape.every((size: unknown) => Number.isInteger(size) && Number(size) > 0)
    ) {
      refuse(`${field}.shape`, entry.shape, 'an array of whole numbers')
    }
    whole(entry, `${field}.offset`, 0, LIMITS.modelBytes)
  }
}

function parse(bytes: Uint8Array): Fields {
  let manifest: Fields
  try {
    manifest = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw penchantError('ModelInvalid', `manifest: no JSON (${(error as Error).message}): check the model's address`)
  }
  if (typeof manifest !== 'object' || manifest === null) {
    throw penchantError('ModelInvalid', `manifest: it is ${manifest}, not an object: check the model's address`)
  }
  if (manifest.formatVersion !== FORMAT_VERSION) {
    refuse('formatVersion', manifest.formatVersion, `${FORMAT_VERSION}, which this worker reads`)
  }
  return manifest
}

/** The rollout that `manifest.json` is, or `null` where it is one model's manifest. Throws `ModelInvalid`. */
export function readRollout(bytes: Uint8Array): Rollout | null {
  const manifest = parse(bytes)
  if (manifest.rollout === undefined) return null
  const rollout = object(manifest, 'rollout')
  real(rollout, 'rollout.share', 0, 1)
  const part = (name: string) =>
    checkFile(object(rollout, `rollout.${name}`), `rollout.${name}`, 2, LIMITS.manifestBytes)
  return { share: rollout.share as number, previous: part('previous'), next: part('next') }
}

/** Reads and checks a model's manifest. Throws `ModelInvalid` naming the field, the value and the remedy. */
export function readManifest(bytes: Uint8Array): Manifest {
  const manifest = parse(bytes)
  if (manifest.rollout !== undefined) {
    throw penchantError(
      'ModelInvalid',
      'manifest: it is a rollout of two models, and one is wanted: give the folder of one',
    )
  }
  if (typeof manifest.name !== 'string') refuse('name', manifest.name, 'a text')
  whole(manifest, 'items', 1, LIMITS.items)
  if (manifest.task !== 'next-item' && manifest.task !== 'next-basket') {
    refuse('task', manifest.task, '"next-item" or "next-basket"')
  }
  checkConfig(object(manifest, 'config'))
  if (manifest.table !== undefined) {
    checkTable(object(manifest, 'table'), manifest.items as number, (manifest.config as Fields)?.dimension as number)
  }
  checkMix(object(manifest, 'mix'))
  if (manifest.outlook !== undefined) checkOutlook(object(manifest, 'outlook'))
  if (manifest.audit !== undefined) checkAudit(manifest.audit)
  if (manifest.curve !== undefined) checkCurve(manifest.curve)
  checkWeights(manifest.weights)
  object(manifest, 'files')
  object(manifest, 'dataCard')
  checkFiles(manifest as unknown as Manifest)
  if (manifest.tower !== undefined) checkFile(object(manifest, 'tower'), 'tower', 1, LIMITS.modelBytes)
  return manifest as unknown as Manifest
}

/** All that is wrong with a manifest, a sentence each; empty where `readManifest` would take it. */
export function manifestProblems(bytes: Uint8Array): string[] {
  collected = []
  try {
    readManifest(bytes)
  } catch (error) {
    // What stumbles over a field that was named already says nothing new.
    if ((error as Error).name === 'ModelInvalid' || collected.length === 0) collected.push(error as Error)
  }
  const messages = collected.map(({ message }) => message)
  collected = null
  return messages
}
