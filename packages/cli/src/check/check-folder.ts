import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeContentRows, decodeTable, decodeWeights, type Int8Table } from '@penchant/model'
import {
  LIMITS,
  type Manifest,
  type ManifestFile,
  manifestProblems,
  readCatalogue,
  readManifest,
} from '@penchant/protocol'
import { decodeNeighbours } from '@penchant/ranking'
import { readPublished } from '../published-model.ts'
import { vectorProblems } from './check-vectors.ts'
import { readTestVectors, VECTORS_FILE } from './test-vector.ts'

export interface CheckResult {
  /** Empty where the folder is valid: a sentence each, with field, value and remedy. */
  problems: string[]
  /** What was looked at, for whoever wonders what a pass means. */
  checked: string[]
}

/** How far the length of a row may be from 1: half a step of int8 on every element of a narrow row. */
const NORM_TOLERANCE = 0.03
const SUM_TOLERANCE = 1e-3

/** Whether a published folder is valid, whoever wrote it. Backend: WASM, started before. */
export async function checkFolder(folder: string): Promise<CheckResult> {
  const problems: string[] = []
  const checked: string[] = []
  const path = join(folder, 'manifest.json')
  let text: Uint8Array
  try {
    text = await readFile(path)
  } catch (error) {
    return { problems: [`${path} cannot be read (${(error as Error).message}): name a published folder`], checked }
  }
  if (text.length > LIMITS.manifestBytes) {
    problems.push(
      `manifest.json has ${text.length} bytes, more than ${LIMITS.manifestBytes}: keep data in files of its own`,
    )
  }
  problems.push(...manifestProblems(text))
  checked.push('manifest.json')
  // Without sizes and shapes no file can be read.
  if (problems.length > 0) return { problems, checked }
  const manifest = readManifest(text)

  const named: [field: string, file: ManifestFile, content: Content][] = (
    Object.keys(manifest.files) as (keyof Manifest['files'])[]
  ).map((name) => [`files.${name}`, manifest.files[name], CONTENT[name]])
  if (manifest.tower) named.push(['tower', manifest.tower, towerProblems])
  for (const [field, file, content] of named) {
    let bytes: Uint8Array
    try {
      bytes = await readFile(join(folder, file.path))
    } catch {
      problems.push(`"${field}.path" is "${file.path}", which is not in the folder: copy it there`)
      continue
    }
    checked.push(file.path)
    if (bytes.length !== file.bytes) {
      problems.push(
        `"${field}.bytes" is ${file.bytes}, but ${file.path} has ${bytes.length}: write the size of the file`,
      )
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== file.sha256) {
      problems.push(`"${field}.sha256" is ${file.sha256}, but ${file.path} has ${sha256}: hash the file as it is`)
    }
    try {
      problems.push(...content(bytes, manifest).map((problem) => `${file.path}: ${problem}`))
    } catch (error) {
      problems.push(`${file.path}: ${(error as Error).message}`)
    }
  }
  if (problems.length > 0) return { problems, checked }

  const vectors = await readFile(join(folder, VECTORS_FILE), 'utf8').catch(() => null)
  if (vectors === null) return { problems, checked }
  try {
    const given = readTestVectors(vectors)
    problems.push(...(await vectorProblems(await readPublished(folder), given)))
    checked.push(`${VECTORS_FILE} (${given.vectors.length} vectors)`)
  } catch (error) {
    problems.push(`${VECTORS_FILE}: ${(error as Error).message}: see docs/conformance.md`)
  }
  return { problems, checked }
}

type Content = (bytes: Uint8Array, manifest: Manifest) => string[]

/** What each file holds; the decoders are the browser's, and throw at what it would refuse. */
const CONTENT: Record<keyof Manifest['files'], Content> = {
  weights(bytes, manifest) {
    decodeWeights(bytes, manifest)
    return []
  },
  table: (bytes, manifest) => rowProblems(decodeTable(bytes, manifest)),
  items(bytes, manifest) {
    readCatalogue(bytes, manifest.items)
    return []
  },
  neighbours(bytes, manifest) {
    decodeNeighbours(bytes, manifest.items)
    return []
  },
  popularity(bytes) {
    const shares = new Float32Array(new Uint8Array(bytes).buffer)
    const wrong = shares.findIndex((share) => !(share >= 0 && share <= 1))
    if (wrong >= 0)
      return [`the share of item row ${wrong + 1} is ${shares[wrong]}, not 0 to 1: divide counts by their sum`]
    const sum = shares.reduce((total, share) => total + share, 0)
    return Math.abs(sum - 1) > SUM_TOLERANCE && sum !== 0
      ? [`the shares sum to ${sum.toPrecision(6)}, not 1: divide counts by their sum`]
      : []
  },
}

/** No browser downloads it, but `add-items` reads it. */
function towerProblems(bytes: Uint8Array, { config }: Manifest): string[] {
  decodeContentRows(bytes, config.dimension)
  return []
}

/** Cosines are only cosines where rows have length 1; a row of zeros is an item that the model knows nothing of. */
function rowProblems({ data, scales, dimension }: Int8Table): string[] {
  const wrong: { row: number; norm: number }[] = []
  for (let i = 0; i < scales.length; i++) {
    let square = 0
    for (let j = 0; j < dimension; j++) square += data[i * dimension + j] ** 2
    const norm = Math.sqrt(square) * scales[i]
    if (norm !== 0 && Math.abs(norm - 1) > NORM_TOLERANCE) wrong.push({ row: i + 1, norm })
  }
  if (wrong.length === 0) return []
  const [{ row, norm }] = wrong
  return [
    `item row ${row} has length ${norm.toPrecision(4)}, not 1 (${wrong.length} such rows): normalise before quantising`,
  ]
}
