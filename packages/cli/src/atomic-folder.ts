import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from './errors.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface AtomicFolderOptions {
  /**
   * File whose presence says that an existing folder is an earlier run's output and may be replaced
   * (`dataset.json`). Any other folder that is not empty is refused.
   */
  marker: string
}

/**
 * Runs `work` on a temporary sibling of `out` and gives it the name `out` when it is complete. When
 * `work` fails, or Ctrl-C ends the process, nothing is left behind and an older `out` stays as it was.
 * @throws UsageError when `out` exists and is not an earlier run's folder.
 */
export async function atomicFolder<T>(
  out: string,
  { marker }: AtomicFolderOptions,
  work: (temporary: string) => Promise<T>,
): Promise<T> {
  const target = resolve(out)
  checkReplaceable(target, marker)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.partial`)
  mkdirSync(temporary, { recursive: true })

  const interrupted = (signal: NodeJS.Signals): void => {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
    // Dying by the signal itself is what a shell expects, and does not wait for native threads as exit() would.
    for (const name of SIGNALS) process.removeListener(name, interrupted)
    process.kill(process.pid, signal)
  }
  for (const name of SIGNALS) process.on(name, interrupted)
  try {
    const value = await work(temporary)
    replace(temporary, target)
    return value
  } finally {
    for (const name of SIGNALS) process.removeListener(name, interrupted)
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  }
}

function checkReplaceable(target: string, marker: string): void {
  const found = statSync(target, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isDirectory()) throw new UsageError(`--out ${target} is a file; name a folder`)
  if (readdirSync(target).length > 0 && !existsSync(join(target, marker)))
    throw new UsageError(`--out ${target} holds other files (and no ${marker}); name a new or empty folder`)
}

/**
 * A folder cannot be renamed over a full one, so the old one steps aside first, and back when that
 * fails. Synchronous, so that no signal handler runs between the two renames.
 */
function replace(temporary: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(temporary, target)
    return
  }
  const aside = `${temporary}.old`
  renameSync(target, aside)
  try {
    renameSync(temporary, target)
  } catch (error) {
    renameSync(aside, target)
    throw error
  }
  rmSync(aside, { recursive: true, force: true })
}
