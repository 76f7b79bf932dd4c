import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { firstBytes } from './read-lines.ts'

/** Whether a file lies in a folder of `penchant simulate`: its `truth.json` says so in its first words. */
export function isSimulated(file: string): boolean {
  const truth = join(dirname(file), 'truth.json')
  return existsSync(truth) && /^\s*\{\s*"synthetic":\s*true/.test(firstBytes(truth, 100).toString('utf8'))
}
