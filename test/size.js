/** `npm run size`: what a visitor's browser fetches, gzip bytes, read from the actual build. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { minifySync } from 'rolldown/utils'

/** @typedef {{ file: string, bytes: number, gzip: number }} Row */

/** What the build leaves for a shop's CDN. */
const DIST = fileURLToPath(new URL('../packages/sdk/dist', import.meta.url))

/** Chunks and assets by the names under which built code asks for them. */
const REFERENCE = /(?:from|import|import\(|new URL\()\s*["'`](\.\/[^"'`]+)["'`]/g

/** A first visit starts on WASM: other backends, and the build for browsers without SIMD, stay on the server. */
const NOT_FETCHED = /^(webgpu|webgl|cpu)-|^tfjs-backend-wasm-(?!simd)/

/** @param {string} file relative to `DIST` @returns {Row} */
function measure(file) {
  const content = readFileSync(join(DIST, file))
  return { file, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length }
}

/** What a page loads, before consent too. @returns {Row[]} */
export function pageScript() {
  return [measure('penchant.js')]
}

/** What a shop's own bundle, minified, gets of a framework's binding, besides framework and SDK. @returns {Row[]} */
export function bindings() {
  return ['react', 'vue'].map((name) => {
    const source = readFileSync(join(DIST, '../..', name, 'dist/index.js'), 'utf8')
    const content = Buffer.from(minifySync('index.js', source).code)
    return { file: `@penchant/${name}`, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length }
  })
}

/** What a page that shows the custom elements loads besides. @returns {Row[]} */
export function elementsScript() {
  return [measure('elements.js')]
}

/** What a script tag with sources, and a developer who asks for the inspector, load besides. @returns {Row[]} */
export function onRequest() {
  return ['sources.js', 'consent.js', 'inspector.js'].map(measure)
}

/**
 * All that a first visit with consent fetches but the model: the page script, the worker and its chunks, the WASM
 * backend's binary.
 * @returns {Row[]}
 */
export function firstVisit() {
  /** @type {Set<string>} */
  const fetched = new Set()
  const visit = (/** @type {string} */ file) => {
    if (fetched.has(file) || NOT_FETCHED.test(file)) return
    fetched.add(file)
    if (!file.endsWith('.js')) return
    for (const [, path] of readFileSync(join(DIST, 'engine', file), 'utf8').matchAll(REFERENCE)) visit(path.slice(2))
  }
  visit('worker.js')
  return [...pageScript(), ...[...fetched].map((file) => measure(`engine/${file}`))]
}

/** Files of the other backends, by backend, without what they share with the first visit. @returns {Row[]} */
export function fetchedLater() {
  const first = new Set(firstVisit().map(({ file }) => file))
  return readdirSync(join(DIST, 'engine'))
    .map((name) => `engine/${name}`)
    .filter((file) => !first.has(file))
    .map(measure)
}

/** @param {readonly Row[]} rows */
export const gzipBytes = (rows) => rows.reduce((sum, { gzip }) => sum + gzip, 0)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const number = (/** @type {number} */ value) => value.toLocaleString('en').padStart(10)
  const print = (/** @type {string} */ title, /** @type {Row[]} */ rows) => {
    console.log(`\n${title.padEnd(52)}${'bytes'.padStart(10)}${'gzip'.padStart(10)}`)
    for (const { file, bytes, gzip } of rows) console.log(`  ${file.padEnd(50)}${number(bytes)}${number(gzip)}`)
    if (rows.length > 1) console.log(`  ${'together'.padEnd(60)}${number(gzipBytes(rows))}`)
  }
  print('Page script', pageScript())
  print('Custom elements, for a page that shows them', elementsScript())
  for (const row of onRequest()) print('Only where asked for', [row])
  for (const row of bindings()) print('Binding, without framework and SDK', [row])
  print('First visit on WASM, without the model', firstVisit())
  print('Fetched only where another backend is used', fetchedLater())
}
