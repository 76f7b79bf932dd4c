import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { BackendName } from '@penchant/protocol'
import { type BrowserContext, chromium } from '@playwright/test'
import { BACKEND_FLAGS, GPU_FLAGS, systemChromium } from '../chromium.js'
import type { BareServer } from '../e2e/serve-bare-page.ts'
import { serveModel } from './serve-model.ts'

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The demo's own model. */
export const DEMO_MODEL = root('demo/shop')

export interface BenchBrowser {
  /** In the order in which they are shown. */
  backends: BackendName[]
  /** Those of `--backends` alone. */
  named: BackendName[]
  /** A visitor that nobody has seen: nothing stored, nothing cached. Closed by the caller. */
  newVisitor(): Promise<BrowserContext>
  /** Serves a published folder from a second origin, and pages that hold nothing but the SDK. */
  serve(model: string): Promise<BareServer>
  close(): Promise<void>
}

/**
 * A real Chromium and the built SDK. `--gpu` leaves WebGL and WebGPU to the machine's graphics card; without it a
 * rasteriser on the processor plays both, whose times say nothing about a graphics card's. `--backends wasm,cpu`
 * measures these alone. Prints what is measured on.
 */
export async function openBenchBrowser(): Promise<BenchBrowser> {
  const { values } = parseArgs({ options: { gpu: { type: 'boolean' }, backends: { type: 'string' } } })
  const named = (values.backends?.split(',') ?? []) as BackendName[]
  const executablePath = systemChromium()
  const browser = await chromium.launch({ executablePath, args: values.gpu ? GPU_FLAGS : BACKEND_FLAGS })
  const close: (() => void)[] = []
  const [{ model }] = cpus()
  console.log(
    `Chromium ${browser.version()}, ${cpus().length} cores (${model.trim()}), ${
      values.gpu ? "the machine's graphics card" : 'no graphics card: WebGL and WebGPU by SwiftShader'
    }`,
  )
  return {
    backends: named.length > 0 ? named : ['wasm', 'webgl', 'webgpu', 'cpu'],
    named,
    newVisitor: () => browser.newContext(),
    async serve(folder) {
      const bare = await serveModel(folder)
      close.push(bare.close)
      return bare
    },
    async close() {
      await browser.close()
      for (const each of close) each()
    },
  }
}
