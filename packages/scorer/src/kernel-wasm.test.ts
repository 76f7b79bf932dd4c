import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('the embedded kernel is what kernel.ts compiles to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kernel-'))
  try {
    const fresh = join(folder, 'kernel-wasm.ts')
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('../build-kernel.js', import.meta.url)), fresh])
    const committed = fileURLToPath(new URL('./kernel-wasm.ts', import.meta.url))
    expect(await readFile(committed, 'utf8')).toBe(await readFile(fresh, 'utf8'))
  } finally {
    await rm(folder, { recursive: true })
  }
})
