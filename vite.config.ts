import { fileURLToPath } from 'node:url'
import { playwright } from '@vitest/browser-playwright'
import { dts } from 'rolldown-plugin-dts'
import {
  defaultClientConditions,
  defaultServerConditions,
  type EnvironmentOptions,
  type Rolldown,
  type ViteBuilder,
} from 'vite'
import { defineConfig } from 'vitest/config'
import type { InlineConfig } from 'vitest/node'
import { writeIntegrity } from './packages/sdk/write-integrity.js'
import { BACKEND_FLAGS, systemChromium } from './test/chromium.js'

/** Workspace packages are read as source, so nothing has to be built before it can be tested or bundled. */
const SOURCE = 'source'

/** Code for Node: the workspace's packages are bundled in, what is installed from the registry is imported. */
function node(outDir: string, input: Record<string, string>): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { conditions: [SOURCE, ...defaultServerConditions], noExternal: [/^@penchant\//] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  }
}

/** Takes the glue of TF.js' threaded WASM build out (12 kB gzip): the engine runs it on one thread, `packages/tensor`. */
const withoutWasmThreads: Rolldown.Plugin = {
  name: 'without-wasm-threads',
  load: {
    filter: { id: /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ },
    handler: () => `export const wasmWorkerContents = ''; export default undefined`,
  },
}

/** A framework's binding: an npm entry that leaves the framework and the SDK to the shop. */
function binding(name: string, banner?: string): EnvironmentOptions {
  return {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: `packages/${name}/dist`,
      emptyOutDir: true,
      sourcemap: true,
      lib: { entry: { index: `packages/${name}/src/index.ts` }, formats: ['es'] },
      rolldownOptions: {
        external: [/^penchant($|\/)/, name],
        plugins: [dts({ tsconfig: 'packages/tsconfig.page.json', oxc: true })],
        output: { banner },
      },
    },
  }
}

/** In the order of their building: a later one may read what an earlier one wrote. */
const environments: Record<string, EnvironmentOptions> = {
  /** The npm entries of the page's code: the personalizer, and what bindings for frameworks share. */
  sdk: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: true,
      sourcemap: true,
      lib: {
        entry: {
          index: 'packages/sdk/src/index.ts',
          list: 'packages/sdk/src/list/index.ts',
          experiments: 'packages/sdk/src/experiments/index.ts',
        },
        formats: ['es'],
      },
      rolldownOptions: { plugins: [dts({ tsconfig: 'packages/tsconfig.page.json', oxc: true })] },
    },
  },
  /** The same for a script tag. */
  script: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: false,
      sourcemap: true,
      lib: {
        entry: { penchant: 'packages/sdk/src/script.ts' },
        formats: ['iife'],
        name: 'penchantScript',
        fileName: () => 'penchant.js',
      },
      // Inlines constants, which `var` at the top would keep.
      rolldownOptions: { output: { topLevelVar: false } },
    },
  },
  /** The sources that the script tag imports when a shop lists some: one file beside it, with a stable name. */
  sources: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: false,
      modulePreload: false,
      target: 'baseline-widely-available',
      rolldownOptions: {
        input: { sources: 'packages/sdk/src/sources/start-page-sources.ts' },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  /** The readers of consent platforms, in the same way: only where `data-consent` names one. */
  consent: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: false,
      modulePreload: false,
      target: 'baseline-widely-available',
      rolldownOptions: {
        input: { consent: 'packages/sdk/src/consent-signals/follow-platforms.ts' },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  },
  /** The custom elements for a script tag: a file of its own, which a page without them never fetches. */
  elements: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: false,
      sourcemap: true,
      lib: {
        entry: { elements: 'packages/elements/src/script.ts' },
        formats: ['iife'],
        name: 'penchantElements',
        fileName: () => 'elements.js',
      },
      rolldownOptions: { output: { generatedCode: { symbols: false } } },
    },
  },
  /** The developer's window for a script tag: fetched only where a developer asks for it. */
  inspector: {
    consumer: 'client',
    resolve: { conditions: [SOURCE, ...defaultClientConditions] },
    build: {
      outDir: 'packages/sdk/dist',
      emptyOutDir: false,
      sourcemap: true,
      lib: {
        entry: { inspector: 'packages/elements/src/inspector/script.ts' },
        formats: ['iife'],
        name: 'penchantInspector',
        fileName: () => 'inspector.js',
      },
    },
  },
  // React's server components take a file with hooks only if it says that it is for the client.
  react: binding('react', "'use client'"),
  vue: binding('vue'),
  /**
   * The worker, a chunk a backend. A `server` to Vite although it runs in browsers: for a `client` Vite wraps each
   * dynamic import in a helper that reports a failed one to `window`, which a worker does not have.
   */
  engine: {
    consumer: 'server',
    resolve: {
      conditions: [SOURCE, ...defaultClientConditions],
      mainFields: ['browser', 'module', 'main'],
      noExternal: true,
    },
    build: {
      outDir: 'packages/sdk/dist/engine',
      emptyOutDir: true,
      // Nothing else that a browser gets has third parties' code in it.
      license: { fileName: 'THIRD-PARTY-LICENSES.md' },
      emitAssets: true,
      assetsInlineLimit: 0,
      minify: true,
      target: 'baseline-widely-available',
      rolldownOptions: {
        platform: 'browser',
        plugins: [withoutWasmThreads, dts({ tsconfig: 'packages/tsconfig.worker.json', oxc: true })],
        // The second is for a shop's own worker entry.
        input: { worker: 'packages/engine/src/worker.ts', index: 'packages/engine/src/index.ts' },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
          codeSplitting: {
            groups: [
              // The entry has a stable name and is asked for anew each time, so it holds nothing: no chunk imports it.
              { name: 'engine', test: /packages\/engine\/src\/start-engine\.ts$/ },
              // What encoder and backends share, in one request.
              { name: 'tfjs', test: /\/@tensorflow\/tfjs-core\// },
            ],
          },
        },
      },
    },
  },
  cli: node('packages/cli/dist', {
    penchant: 'packages/cli/src/main.ts',
    draw: 'packages/cli/src/draw/index.ts',
    neighbours: 'packages/cli/src/read-neighbours.ts',
    serve: 'packages/cli/src/serve-static.ts',
    'gradient-worker': 'packages/cli/src/pretrain/gradient-worker.ts',
    'tune-trial': 'packages/cli/src/tune/trial-worker.ts',
  }),
  demo: node('demo/dist', { server: 'demo/server/start-servers.ts' }),
  /** The demo shop's pages. They get the SDK as a shop would: built. */
  client: {
    build: {
      outDir: 'demo/dist/client',
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { shop: 'demo/src/shop.ts', spa: 'demo/src/spa.ts' } },
    },
  },
}

async function buildApp(builder: ViteBuilder): Promise<void> {
  for (const [name, { build }] of Object.entries(environments)) {
    const start = performance.now()
    await builder.build(builder.environments[name])
    if (name === 'engine') writeIntegrity()
    console.log(
      `built ${name.padEnd(8)} ${build?.outDir?.padEnd(26)} ${((performance.now() - start) / 1000).toFixed(1)} s`,
    )
  }
}

const TESTS = ['packages/*/src/**/*.test.ts', 'demo/**/*.test.ts', 'test/*.test.ts']
const BROWSER_TESTS = ['packages/*/src/**/*.browser.test.ts', 'demo/**/*.browser.test.ts', 'test/*.browser.test.ts']
const ARCHITECTURE = 'test/architecture.test.ts'
const EXCLUDED = ['**/node_modules/**', '**/dist/**']

/** Where the oldest React that the binding is for is installed. */
const react18 = (name: string) => fileURLToPath(new URL(`test/react-18/node_modules/${name}`, import.meta.url))

const REACT_TESTS = 'packages/react/src/**/*.browser.test.ts'

/** In a real browser, one page at a time: SwiftShader already fills the cores of a small machine. */
const inChromium = (): InlineConfig => ({
  exclude: EXCLUDED,
  testTimeout: 120_000,
  fileParallelism: false,
  browser: {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: { executablePath: systemChromium(), args: BACKEND_FLAGS } }),
    instances: [{ browser: 'chromium' }],
  },
})

export default defineConfig(({ command }) => ({
  // Files find each other wherever the folder is put, also from a worker that came as a blob.
  base: './',
  publicDir: false,
  experimental: {
    renderBuiltUrl: (file, { hostType, ssr }) =>
      ssr && hostType === 'js'
        ? { runtime: `new URL(${JSON.stringify(`./${file}`)}, import.meta.url).href` }
        : { relative: true },
  },
  ...(command === 'build'
    ? { environments, builder: { buildApp }, logLevel: 'warn' }
    : {
        resolve: { conditions: [SOURCE, ...defaultClientConditions] },
        ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] } },
      }),
  // Declaration files are bundled as they are; Vite would strip their types first.
  oxc: { exclude: /\.d\.ts$/ },
  test: {
    projects: [
      { extends: true, test: { name: 'architecture', include: [ARCHITECTURE], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: TESTS,
          exclude: [ARCHITECTURE, ...BROWSER_TESTS, ...EXCLUDED],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Found before the first test runs: a dependency found later makes Vite reload the page under a running test.
        optimizeDeps: { entries: ['packages/engine/src/worker.ts', 'packages/sdk/src/index.ts', ...BROWSER_TESTS] },
        test: { name: 'browser', include: BROWSER_TESTS, ...inChromium() },
      },
      {
        // The same binding, with the oldest React that it is for.
        extends: true,
        resolve: {
          alias: [
            { find: /^react(?=$|\/)/, replacement: react18('react') },
            { find: /^react-dom(?=$|\/)/, replacement: react18('react-dom') },
          ],
        },
        cacheDir: 'node_modules/.vite-react18',
        optimizeDeps: { entries: [REACT_TESTS] },
        test: { name: 'browser-react18', include: [REACT_TESTS], env: { VITE_REACT: '18' }, ...inChromium() },
      },
    ],
  },
}))
