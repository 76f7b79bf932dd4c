import type { BrowserDriver } from './browser-driver.ts'

interface KnownLimit {
  browser: BrowserDriver['name']
  step: RegExp
  /** How it shows: the step that fails otherwise is a failure. */
  shows: RegExp
  why: string
}

const NO_WEBGPU = { step: /webgpu/, shows: /took \w+: "webgpu" was asked for/ }
const NO_SIGNAL = { step: /Global Privacy Control/, shows: /the browser has no such signal/ }

/** What a browser cannot do, and why. Everything else that fails is a failure. */
export const KNOWN_LIMITS: readonly KnownLimit[] = [
  { browser: 'Firefox', ...NO_WEBGPU, why: 'Firefox ESR has no WebGPU here' },
  { browser: 'WebKitGTK', ...NO_WEBGPU, why: 'WebKitGTK has no WebGPU' },
  { browser: 'Chromium', ...NO_SIGNAL, why: 'Chromium has no such setting; extensions send the signal' },
  { browser: 'WebKitGTK', ...NO_SIGNAL, why: 'WebKitGTK has no such setting' },
]
