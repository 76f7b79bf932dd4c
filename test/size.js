import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Where the build puts what a shop's CDN serves. */
export const DIST = fileURLToPath(new URL('../packages/sdk/dist', import.meta.url))

/** @typedef {{ file: string, bytes: number, gzip: number }} Row */

/** @param {string} path relative to `DIST` @returns {Row} */
function measure(path) {
  const content = readFileSync(join(DIST, path))
  return { file: path, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length }
}

/** What the page loads. */
export const pageScript = () => [measure('penchant.js')]
