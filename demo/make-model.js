/**
 * `npm run demo:model`: makes `demo/shop/`, the demo's published model, again from the seed, by the commands
 * that a shop owner runs. A few minutes on one core; what lies between is kept in `.penchant/` for a look.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const CLI = join(ROOT, 'packages/cli/dist/penchant.js')
const at = (/** @type {string} */ name) => join(ROOT, '.penchant', name)

const COMMANDS = [
  ['simulate', '--out', at('shop'), '--seed', '1'],
  [
    'prepare',
    '--events',
    join(at('shop'), 'events.tsv.gz'),
    '--items',
    join(at('shop'), 'items.tsv.gz'),
    '--out',
    at('data'),
  ],
  ['pretrain', at('data'), '--out', at('model'), '--epochs', '8', '--seed', '1'],
  // Twenty neighbours an item, not thirty: the repository holds at most 600 kB of model.
  ['publish', at('model'), '--out', join(ROOT, 'demo/shop'), '--name', 'Penchant demo shop', '--neighbours', '20'],
]

for (const command of COMMANDS) {
  console.error(`\npenchant ${command.join(' ')}`)
  const { status } = spawnSync(process.execPath, [CLI, ...command], { stdio: 'inherit', cwd: ROOT })
  if (status !== 0) process.exit(status ?? 1)
}
