import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('dist', import.meta.url))

/**
 * `dist/integrity.json`: what a script tag names as `integrity` (Subresource Integrity), for every file that a browser
 * runs, beside the version that names the folder on a CDN.
 */
export function writeIntegrity() {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(js|wasm)$/.test(path))
    .sort()
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  const digest = (/** @type {string} */ path) =>
    createHash('sha384')
      .update(readFileSync(join(DIST, path)))
      .digest('base64')
  const integrity = Object.fromEntries(files.map((path) => [path, `sha384-${digest(path)}`]))
  writeFileSync(join(DIST, 'integrity.json'), `${JSON.stringify({ version, files: integrity }, null, 1)}\n`)
}
