import { findProgram } from './find-program.js'

/** Names under which systems install Chromium or Chrome, the one most likely to be a plain build first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Keeps the browser quiet and offline; without a sandbox, as root needs it. */
const QUIET = [
  ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]

/** For pages that are looked at. Painting them by a rasteriser that plays the GPU takes seconds a click. */
export const PAGE_FLAGS = [...QUIET, '--disable-gpu']

/** Gives all four TF.js backends on a machine without a GPU: WebGL and WebGPU by the SwiftShader rasteriser. */
export const BACKEND_FLAGS = [
  ...QUIET,
  ...['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  ...['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
]

/** Leaves WebGL and WebGPU to the machine's graphics card. */
export const GPU_FLAGS = [...QUIET, '--enable-unsafe-webgpu', '--enable-gpu', '--ignore-gpu-blocklist']

/**
 * The system's own Chromium or Chrome. `undefined` lets Playwright use the build it installed for itself.
 * @returns {string | undefined} absolute path
 */
export function systemChromium() {
  return process.env.CHROMIUM || findProgram(NAMES)
}
