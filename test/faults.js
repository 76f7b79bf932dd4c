/** `npm run faults -- --seed 1 --runs 1000`: a real browser, what can go wrong, and what must hold all the same. */
import { parseArgs } from 'node:util'
import { run } from './install.js'

const text = /** @type {const} */ ({ type: 'string' })
// A run waits more than it computes: several at a time, each with a browser of its own.
const { values } = parseArgs({ options: { seed: text, runs: text, workers: { type: 'string', default: '4' } } })
process.env.PENCHANT_SEED = values.seed ?? '1'
process.env.PENCHANT_RUNS = values.runs ?? '1000'
const playwright = 'node_modules/@playwright/test/cli.js'
const at = ['--config', 'test/playwright.config.ts', '--fully-parallel', '--workers', values.workers]
process.exitCode = await run(process.execPath, [playwright, 'test', ...at, 'faults'])
