// npm run bench:NAME → node test/bench/run.js NAME: runs NAME.ts beside this file, from source.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const name = process.argv[2]
process.argv.splice(2, 1)
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
await runnerImport(file, {
  configFile: false,
  ssr: { resolve: { conditions: ['source', 'node', 'import', 'module', 'default'] } },
})
