/** `node demo/examples/plain-server.js script-tag`: serves an example that needs no build, beside what `npm start` serves. */
import { fileURLToPath } from 'node:url'
import { preview } from 'vite'

/** A worker takes its policy from its own file's response, not from its page: so it is a header, for both. */
const STRICT = [
  "default-src 'none'",
  "base-uri 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "require-trusted-types-for 'script'",
  'trusted-types penchant',
].join('; ')

/** @type {Record<string, import('node:http').OutgoingHttpHeaders>} */
const HEADERS = { 'strict-csp': { 'content-security-policy': STRICT } }

/**
 * @param {string} name
 * @param {{ shop: string, cdn: string }} [demo] where `npm start` serves the demo
 */
export async function servePlain(
  name,
  { shop, cdn } = { shop: 'http://localhost:4173', cdn: 'http://localhost:4174' },
) {
  const server = await preview({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    logLevel: 'error',
    appType: 'mpa',
    build: { outDir: '.' },
    preview: {
      host: 'localhost',
      port: 0,
      headers: HEADERS[name],
      proxy: {
        '^/(penchant|elements|sources).js$': cdn,
        '/engine': cdn,
        '/model': cdn,
        '/pictures': shop,
      },
    },
  })
  return { url: `${server.resolvedUrls?.local[0]}${name}/`, close: () => server.close() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await servePlain(process.argv[2] ?? 'script-tag')).url)
}
