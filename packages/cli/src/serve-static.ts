import type { Stats } from 'node:fs'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress as brotliCallback, constants, gzip as gzipCallback } from 'node:zlib'

const brotli = promisify(brotliCallback)
const gzip = promisify(gzipCallback)

/** A folder whose files are served below an address. */
export interface Mount {
  /** Begins and ends with `/`. */
  path: string
  folder: string
}

const TYPES: Record<string, string> = {
  '.bin': 'application/octet-stream',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const COMPRESSED_ALREADY = new Set(['.gz', '.br', '.zip', '.png', '.jpg', '.jpeg', '.webp', '.woff2', '.parquet'])

/** Larger files are streamed as they are. */
const LARGEST_COMPRESSED = 32 * 1024 * 1024
const CACHE_BYTES = 96 * 1024 * 1024
/** Within a few percent of the best (11) at a tenth of its time. */
const BROTLI_QUALITY = 9
const YEAR = 365 * 24 * 60 * 60

/**
 * Whether a file's name carries a hash of its content, so that it can never change: `items.3f2a9c01….json`
 * as we publish, or `worker-B3xk9_Za.js` as bundlers write (eight characters, one of them no lower-case letter).
 */
export function isHashedName(name: string): boolean {
  if (/[.-](?=[a-f]*\d)[0-9a-f]{8,64}\.\w+$/.test(name)) return true
  const hash = /-([\w-]{8})\.\w+$/.exec(name)?.[1]
  return hash !== undefined && /[0-9A-Z]/.test(hash)
}

/**
 * Serves folders as a static host does: GET and HEAD, open to every origin (CORS), compressed with
 * brotli or gzip (kept in memory), hashed names immutable for a year and everything else revalidated.
 * Hidden files and whatever lies outside the folders are not found.
 */
export function serveStatic(
  mounts: readonly Mount[],
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const roots = mounts
    .map(({ path, folder }) => ({ path, folder: resolve(folder) }))
    .sort((a, b) => b.path.length - a.path.length)
  const compressed = createCache(CACHE_BYTES)

  function fileOf(url: string): string | null {
    let path: string
    try {
      path = decodeURIComponent(new URL(url, 'http://host').pathname)
    } catch {
      return null
    }
    const root = roots.find((mount) => path.startsWith(mount.path))
    if (!root || path.includes('\0') || /(^|[/\\])\./.test(path)) return null
    const file = join(root.folder, path.slice(root.path.length))
    if (file !== root.folder && !file.startsWith(root.folder + sep)) return null
    return path.endsWith('/') ? join(file, 'index.html') : file
  }

  return async (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    // Lets a page read the sizes of what it fetched from here.
    response.setHeader('timing-allow-origin', '*')
    response.setHeader('x-content-type-options', 'nosniff')
    const { method, headers, url = '/' } = request
    if (method === 'OPTIONS') {
      response.writeHead(204, { 'access-control-allow-methods': 'GET, HEAD', 'access-control-max-age': '86400' }).end()
      return
    }
    if (method !== 'GET' && method !== 'HEAD') {
      end(response, 405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD, OPTIONS' })
      return
    }
    const file = fileOf(url)
    const stats = file === null ? null : await stat(file).catch(() => null)
    if (file === null || !stats?.isFile()) {
      end(response, 404, 'Not found.')
      return
    }

    const encoding = encodingFor(String(headers['accept-encoding'] ?? ''), file, stats)
    const etag = `W/"${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}"`
    response.setHeader('etag', etag)
    response.setHeader('vary', 'accept-encoding')
    response.setHeader('cache-control', isHashedName(file) ? `public, max-age=${YEAR}, immutable` : 'no-cache')
    response.setHeader('content-type', TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream')
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end()
      return
    }

    if (encoding) {
      const bytes = await compressed(`${encoding} ${file} ${etag}`, async () => {
        const plain = await readFile(file)
        return encoding === 'br'
          ? brotli(plain, {
              params: {
                [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
                [constants.BROTLI_PARAM_SIZE_HINT]: plain.byteLength,
              },
            })
          : gzip(plain, { level: 9 })
      })
      if (bytes.byteLength < stats.size) {
        response.writeHead(200, { 'content-encoding': encoding, 'content-length': bytes.byteLength })
        response.end(method === 'HEAD' ? undefined : bytes)
        return
      }
    }
    response.writeHead(200, { 'content-length': stats.size })
    if (method === 'HEAD') {
      response.end()
      return
    }
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  }
}

function end(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
  response.end(`${text}\n`)
}

function encodingFor(accepted: string, file: string, stats: Stats): 'br' | 'gzip' | null {
  if (COMPRESSED_ALREADY.has(extname(file).toLowerCase())) return null
  if (stats.size < 200 || stats.size > LARGEST_COMPRESSED) return null
  const offers = accepted.split(',').map((offer) => offer.trim().toLowerCase())
  const takes = (name: string) =>
    offers.some((offer) => offer.split(';')[0]!.trim() === name && !/;\s*q=0(\.0*)?$/.test(offer))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

/** Keeps what was made, the least recently used goes first; what is being made is made once. */
function createCache(limit: number): (key: string, make: () => Promise<Buffer>) => Promise<Buffer> {
  const entries = new Map<string, Promise<Buffer>>()
  let held = 0
  return async (key, make) => {
    const known = entries.get(key)
    if (known) {
      entries.delete(key)
      entries.set(key, known)
      return known
    }
    const made = make()
    entries.set(key, made)
    try {
      held += (await made).byteLength
    } catch (error) {
      entries.delete(key)
      throw error
    }
    for (const [oldest, bytes] of entries) {
      if (held <= limit || oldest === key) break
      entries.delete(oldest)
      held -= (await bytes).byteLength
    }
    return made
  }
}
