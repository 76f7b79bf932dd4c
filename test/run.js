/**
 * `npm test`: everything that says whether Penchant works, from a fresh clone. Needs only Node, npm and git.
 * `npm test -- unit lint` runs just those steps. Ends with one line, `N passed, N failed`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installChromium, installPackages, ROOT, run } from './install.js'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const RESULTS = join(ROOT, 'test-results')
const CONFIGS = ['plain', 'worker', 'page', 'node', 'test']

/** A tool of this repository's `node_modules`, run by this Node. @param {string} path @param {string[]} args */
const tool = (path, args) => run(process.execPath, [join(ROOT, 'node_modules', path), ...args])
/** Where a runner puts what it found; an older run's is gone. @param {string} name */
const freshReport = (name) => {
  const path = join(RESULTS, `${name}.json`)
  rmSync(path, { force: true })
  return path
}
/** @returns {Count} @param {boolean} ok */
const one = (ok) => ({ passed: Number(ok), failed: Number(!ok), skipped: 0 })

/**
 * What a runner wrote about its tests. A run that ended badly without a failed test (a crash, an unhandled error, no
 * report at all) counts as one failure.
 * @param {string} path
 * @param {number} code exit code
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function count(path, code, read) {
  const total = existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8'))) : one(false)
  if (code !== 0 && total.failed === 0) total.failed = 1
  if (total.passed + total.failed === 0) total.failed = 1
  return total
}

/** @param {string[]} args @param {string} name @returns {Promise<Count>} */
async function vitest(name, ...args) {
  const report = freshReport(name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await tool('vitest/vitest.mjs', ['run', ...reporters, ...args])
  return count(report, code, ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) => {
    /** @type {{ status: string, assertionResults: unknown[] }[]} */
    const files = testResults
    // A file that could not even be read has no test of its own to fail.
    const unread = files.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    return { passed: numPassedTests, failed: numFailedTests + unread.length, skipped: numPendingTests + numTodoTests }
  })
}

/** @type {Record<string, () => Promise<Count>>} */
const STEPS = {
  async types() {
    let ok = true
    for (const name of CONFIGS) {
      // Remembers what it has seen, beside the packages.
      const cache = ['--incremental', '--tsBuildInfoFile', `node_modules/.cache/tsc/${name}.tsbuildinfo`]
      ok = (await tool('typescript/bin/tsc', ['-p', `packages/tsconfig.${name}.json`, ...cache])) === 0 && ok
    }
    // It alone reads the templates of the Vue example.
    ok = (await tool('vue-tsc/bin/vue-tsc.js', ['-p', 'packages/tsconfig.vue.json'])) === 0 && ok
    return one(ok)
  },
  lint: async () => one((await tool('@biomejs/biome/bin/biome', ['check', '.'])) === 0),
  async architecture() {
    const { failed } = await vitest('architecture', '--project', 'architecture')
    return one(failed === 0)
  },
  build: async () => one((await run('npm', ['run', '--silent', 'build'])) === 0),
  unit: () => vitest('unit', '--project', 'node'),
  browser: () => vitest('browser', '--project', 'browser*'),
  async e2e() {
    const report = freshReport('e2e')
    const code = await tool('@playwright/test/cli.js', ['test', '--config', 'test/playwright.config.ts'])
    return count(report, code, ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }))
  },
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in STEPS))
if (unknown.length > 0) {
  console.error(`No step is named "${unknown[0]}"; give some of ${Object.keys(STEPS).join(', ')}.`)
  process.exit(2)
}

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0 }
/** @type {string[]} */
const lines = []

/** @param {string} name @param {() => Promise<Count>} step @returns {Promise<boolean>} */
async function take(name, step) {
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`)
  const start = performance.now()
  const counted = await step().catch((/** @type {Error} */ error) => {
    console.error(error.message)
    return one(false)
  })
  total.passed += counted.passed
  total.failed += counted.failed
  total.skipped += counted.skipped
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6)
  const tests = counted.passed + counted.failed > 0 ? `  ${sentence(counted)}` : ''
  const verdict = `${counted.failed ? '✗' : '✓'} ${name.padEnd(12)} ${seconds} s${tests}`
  console.log(verdict)
  lines.push(verdict)
  return counted.failed === 0
}

/** @param {Count} count */
function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130))
mkdirSync(RESULTS, { recursive: true })

/** No test, but without it there are none. @param {() => Promise<string>} install */
const prepare = (install) => async () => {
  console.log(await install())
  return { passed: 0, failed: 0, skipped: 0 }
}
const isReady = (await take('packages', prepare(installPackages))) && (await take('chromium', prepare(installChromium)))
if (isReady)
  for (const [name, step] of Object.entries(STEPS))
    if (named.length === 0 || named.includes(name)) await take(name, step)

console.log(`\n${lines.join('\n')}\n`)
console.log(sentence(total))
process.exit(total.failed > 0 ? 1 : 0)
