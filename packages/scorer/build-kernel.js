// Compiles src/kernel.ts and embeds the module as base64, so that no bundler has to carry an extra file.
// node build-kernel.js [OUTPUT]   (default: src/kernel-wasm.ts)
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const here = fileURLToPath(new URL('.', import.meta.url))
const output = process.argv[2] ?? `${here}src/kernel-wasm.ts`

let wasm
const { error, stderr } = await asc.main(
  [
    'kernel.ts',
    ...['--outFile', 'kernel.wasm', '--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert'],
    ...['--importMemory', '--noExportMemory'],
  ],
  {
    readFile: (name) => (name === 'kernel.ts' ? readFile(`${here}src/kernel.ts`, 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') wasm = contents
    },
    listFiles: () => [],
  },
)
if (error) {
  process.stderr.write(`${stderr}\n${error.message}\n`)
  process.exit(1)
}

await writeFile(
  output,
  `// Generated from kernel.ts by \`npm run build -w packages/scorer\`. Do not edit.

/** The compiled kernel, ${wasm.length} bytes, base64. */
export const KERNEL_WASM =
  '${Buffer.from(wasm).toString('base64')}'
`,
)
process.stdout.write(`${wasm.length} bytes of WebAssembly\n`)
