/** `npm run faults -- --seed 1 --runs 1000`: a real browser, what can go wrong, and what must hold all the same. */
import { parseArgs } from 'node:util'
import { run } from './install.js'

const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string' } } })
process.env.PENCHANT_SEED = values.seed ?? '1'
process.env.PENCHANT_RUNS = values.runs ?? '1000'
const playwright = 'node_modules/@playwright/test/cli.js'
process.exitCode = await run(process.execPath, [playwright, 'test', '--config', 'test/playwright.config.ts', 'faults'])
