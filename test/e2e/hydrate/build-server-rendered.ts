import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type InlineConfig } from 'vite'
import type { PageData } from './shop.ts'

export type Framework = 'react18' | 'react' | 'vue'

export interface ServerRendered {
  /** Renders in this Node. */
  render(data: PageData): Promise<{ markup: string; version: string }>
  /** What hydrates it in a browser. */
  client: string
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Frameworks name what does not fit only in their builds for developers. */
const forDevelopers: InlineConfig = {
  configFile: false,
  logLevel: 'error',
  mode: 'development',
  define: {
    'process.env.NODE_ENV': '"development"',
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
  },
}

/** A page that a server renders with the binding, as a framework for servers would build it: once for Node, once for browsers. */
export async function buildServerRendered(framework: Framework): Promise<ServerRendered> {
  const [name, version] = framework === 'react18' ? ['react', '18'] : [framework, '']
  const resolve = {
    alias: version
      ? [
          { find: /^react(?=$|\/)/, replacement: here(`../../react-${version}/node_modules/react`) },
          { find: /^react-dom(?=$|\/)/, replacement: here(`../../react-${version}/node_modules/react-dom`) },
        ]
      : [],
  }
  const outDir = here(`../../../test-results/hydrate/${framework}`)
  const rolldownOptions = { output: { entryFileNames: '[name].mjs', codeSplitting: false } }
  await build({
    ...forDevelopers,
    resolve,
    ssr: { noExternal: true },
    build: { outDir, emptyOutDir: true, ssr: here(`${name}-server.ts`), rolldownOptions },
  })
  await build({
    ...forDevelopers,
    resolve,
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { ...rolldownOptions, input: here(`${name}-client.ts`) },
    },
  })
  const { render } = await import(pathToFileURL(join(outDir, `${name}-server.mjs`)).href)
  return { render, client: await readFile(join(outDir, `${name}-client.mjs`), 'utf8') }
}
