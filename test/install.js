import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemChromium } from './chromium.js'

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a command in the repository's root, its output on this terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {{ seconds?: number, env?: Record<string, string>, quiet?: boolean }} [options] `seconds`: it is ended then
 * @returns {Promise<number>} exit code; 124 where the time ran out, 127 where there is no such command
 */
export function run(command, args, { seconds = 0, env = {}, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
      // A group of its own, so that what it started ends with it.
      detached: true,
    })
    let late = false
    const end = () => {
      if (child.pid === undefined) return
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // Already gone.
      }
    }
    const runOut = () => {
      late = true
      end()
    }
    const timer = seconds > 0 ? setTimeout(runOut, seconds * 1000) : undefined
    process.once('exit', end)
    const finish = (/** @type {number} */ code) => {
      clearTimeout(timer)
      process.off('exit', end)
      done(late ? 124 : code)
    }
    child.once('error', () => finish(127))
    child.once('close', (code) => finish(code ?? 1))
  })
}

/** @returns {boolean} whether `node_modules` holds what the lock file says */
function packagesAreInstalled() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const has = read(installed)
  return Object.entries(read(join(ROOT, 'package-lock.json'))).every(
    ([path, { version, optional, link }]) =>
      !path.includes('node_modules/') || optional || (link ? has[path]?.link === true : has[path]?.version === version),
  )
}

/**
 * Installs the npm packages that the lock file names, where they are missing.
 * @returns {Promise<string>} what was done; throws with one sentence where it cannot be done
 */
export async function installPackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`This is Node ${process.versions.node}; Penchant needs 20.19 or newer.`)
  }
  if (packagesAreInstalled()) return 'packages are installed'
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // One install in a hundred hangs for minutes and takes seconds when it is tried again.
  if ((await run('npm', args, { seconds: 240 })) !== 0 && (await run('npm', args, { seconds: 480 })) !== 0) {
    throw new Error('`npm ci` failed twice: see above, and check that the npm registry can be reached.')
  }
  return 'packages were installed with `npm ci`'
}

/** Where this is Debian's or Ubuntu's root; elsewhere nothing happens. @param {string[]} names of packages */
export async function installFromDebian(...names) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { seconds: 120, env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { seconds: 300, env })
}

/** @param {string | undefined} path */
const starts = async (path) =>
  path !== undefined && (await run(path, ['--version'], { seconds: 30, quiet: true })) === 0

/**
 * Finds a Chromium, or installs one, and names it in `process.env.CHROMIUM` for everything that is started later.
 * @returns {Promise<string>} what was found; throws with one sentence where there is none
 */
export async function installChromium() {
  const found = async (/** @type {string} */ how, /** @type {string | undefined} */ path) => {
    if (!path || !(await starts(path))) return ''
    process.env.CHROMIUM = path
    return `${how} (${path})`
  }
  const playwrights = async () => (await import('@playwright/test')).chromium.executablePath()
  const ways = [
    async () => found('Chromium of this system', systemChromium()),
    async () => found("Playwright's Chromium", await playwrights()),
    async () => {
      await run('npx', ['playwright', 'install', 'chromium'], { seconds: 300 })
      return found("Playwright's Chromium, just installed", await playwrights())
    },
    async () => {
      await installFromDebian('chromium')
      return found("Debian's Chromium, just installed", systemChromium())
    },
  ]
  for (const way of ways) {
    const what = await way()
    if (what) return what
  }
  throw new Error('No Chromium or Chrome was found or could be installed: install one and run `npm test` again.')
}
