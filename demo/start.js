#!/usr/bin/env node
/**
 * `npm start`: from a fresh clone to an open shop in one command. Installs and builds what is missing
 * or out of date, then serves the shop and, on a second origin, what a CDN would serve.
 * Uses nothing but Node itself until the rest is installed.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
/** @param {string[]} parts */
const at = (...parts) => join(ROOT, ...parts)

const OLDEST_NODE = [20, 19]
/** An installation that takes longer hangs; asked again it usually goes through. */
const LONGEST_INSTALL = 5 * 60 * 1000

const HELP = `npm start                          the demo's own shop
npm start -- --shop FOLDER         any shop published with the CLI
  --port NUMBER                    of the shop (4173); 0 takes a free one
  --cdn-port NUMBER                of the second origin (4174)
  --currency CODE                  of the prices (EUR)`

/** What a build leaves. All of it must be newer than what it is made from. */
const BUILT = [
  'packages/sdk/dist/index.js',
  'packages/sdk/dist/penchant.js',
  'packages/sdk/dist/elements.js',
  'packages/sdk/dist/sources.js',
  'packages/sdk/dist/engine/worker.js',
  'demo/dist/server.js',
  'demo/dist/client/.vite/manifest.json',
]
const SOURCES = ['package.json', 'package-lock.json', 'vite.config.ts', 'packages', 'demo/server', 'demo/src']

/** A sentence for the person at the keyboard; no stack. */
class Stop extends Error {}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error))

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  throw new Stop(
    `This needs Node ${OLDEST_NODE.join('.')} or newer; ${process.version} runs. https://nodejs.org has it.`,
  )
}

function readOptions() {
  let values
  try {
    ;({ values } = parseArgs({
      options: {
        shop: { type: 'string' },
        port: { type: 'string', default: '4173' },
        'cdn-port': { type: 'string', default: '4174' },
        currency: { type: 'string', default: 'EUR' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }))
  } catch (error) {
    throw new Stop(`${messageOf(error)}\n\n${HELP}`)
  }
  if (values.help) {
    console.log(HELP)
    process.exit(0)
  }
  const port = (/** @type {'port' | 'cdn-port'} */ name) => {
    const number = Number(values[name])
    if (values[name].trim() !== '' && Number.isInteger(number) && number >= 0 && number < 65536) return number
    throw new Stop(`--${name} must be a whole number from 0 to 65535, not ${JSON.stringify(values[name])}.`)
  }
  const currency = values.currency.toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency))
    throw new Stop(`--currency must be a code of three letters such as EUR, not ${values.currency}.`)
  // npm runs this in the repository; a relative folder is meant from where the person stands.
  const shop =
    values.shop === undefined ? at('demo', 'shop') : resolve(process.env.INIT_CWD ?? process.cwd(), values.shop)
  if (!existsSync(join(shop, 'manifest.json'))) {
    throw new Stop(
      values.shop === undefined
        ? `The demo's own shop is missing from ${shop}. Restore it with git, or give another: npm start -- --shop FOLDER`
        : `${shop} holds no manifest.json. --shop takes a folder written by \`penchant publish MODEL --out FOLDER\`.`,
    )
  }
  return { shop, port: port('port'), cdnPort: port('cdn-port'), currency }
}

/** Time of the last change, milliseconds; 0 for what is not there. @param {string} path */
const modified = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

/**
 * Time of the newest source below a path. Tests and built files are no sources.
 * @param {string} path
 * @returns {number}
 */
function newestSource(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return /\.test\.ts$/.test(path) ? 0 : stats.mtimeMs
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && name !== 'dist' && name !== 'test')
    .reduce((newest, name) => Math.max(newest, newestSource(join(path, name))), 0)
}

/**
 * Runs npm in the repository's root, its output on this terminal. Ctrl-C reaches it too: it is in the same group.
 * @param {string[]} args
 * @param {number} [timeout] milliseconds
 * @returns {Promise<void>}
 */
function npm(args, timeout) {
  return new Promise((done, failed) => {
    // npm is a script on Windows, which only a shell starts.
    const shell = process.platform === 'win32'
    const child = spawn('npm', args, { cwd: ROOT, stdio: 'inherit', shell, timeout })
    child.on('error', failed)
    child.on('exit', (code, signal) =>
      code === 0 ? done() : failed(new Error(signal ? `ended by ${signal}` : `exit code ${code}`)),
    )
  })
}

/** @param {string} label @param {() => Promise<void>} work */
async function step(label, work) {
  const start = performance.now()
  console.log(`• ${label}`)
  await work()
  console.log(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

/** Whether `node_modules` holds what the lock file says. */
function isInstalled() {
  const [installed, lock] = [at('node_modules', '.package-lock.json'), at('package-lock.json')]
  if (!existsSync(installed)) return false
  if (modified(installed) >= modified(lock)) return true
  // A checkout touches the lock without changing it, and an installation takes a minute.
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const has = read(installed)
  return Object.entries(read(lock)).every(
    ([path, { version, optional, link }]) =>
      !path.includes('node_modules/') || optional || (link ? has[path]?.link === true : has[path]?.version === version),
  )
}

async function install() {
  if (isInstalled()) return
  const args = [existsSync(at('package-lock.json')) ? 'ci' : 'install', '--no-audit', '--no-fund']
  await step(`Installing packages (npm ${args[0]}, about a minute)`, async () => {
    try {
      await npm(args, LONGEST_INSTALL)
    } catch (error) {
      console.log(`  npm ${args[0]}: ${messageOf(error)}; trying once more`)
      await npm(args, LONGEST_INSTALL).catch((again) => {
        throw new Stop(
          `The packages could not be installed (${messageOf(again)}). Check the network, then run npm start again.`,
        )
      })
    }
  })
}

async function build() {
  const newest = Math.max(...SOURCES.map((path) => newestSource(at(path))))
  if (BUILT.every((path) => modified(at(path)) >= newest)) return
  await step('Building', () =>
    npm(['run', '--silent', 'build']).catch((error) => {
      throw new Stop(`The build failed (${messageOf(error)}); what is wrong stands above.`)
    }),
  )
}

/** @param {ReturnType<typeof readOptions>} options */
async function serve(options) {
  const { startServers } = await import(pathToFileURL(at('demo', 'dist', 'server.js')).href)
  const servers = await startServers({
    ...options,
    client: at('demo', 'dist', 'client'),
    sdk: at('packages', 'sdk', 'dist'),
  }).catch((/** @type {unknown} */ error) => {
    throw new Stop(messageOf(error))
  })
  const { name, products, items, synthetic } = servers.summary
  const variants = items > products ? ` in ${items.toLocaleString('en')} variants` : ''
  console.log(`
  ${name}: ${products.toLocaleString('en')} products${variants}${synthetic ? ', synthetic data' : ''}

  Shop   ${servers.shopUrl}
  CDN    ${servers.cdnUrl}   (second origin: SDK, engine, model)

  Ctrl-C ends it.
`)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      servers.close().then(() => process.exit(0))
    })
  }
}

try {
  checkNode()
  const options = readOptions()
  await install()
  await build()
  await serve(options)
} catch (error) {
  console.error(error instanceof Stop ? `\n${error.message}` : error)
  process.exitCode = 1
}
