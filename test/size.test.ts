import { describe, expect, it } from 'vitest'
import { bindings, elementsScript, firstVisit, gzipBytes, pageScript } from './size.js'

describe('what a visitor fetches, gzip', () => {
  it('is at most 8 kB of page script', () => expect(gzipBytes(pageScript())).toBeLessThanOrEqual(8_000))

  it('is at most 8 kB of custom elements', () => expect(gzipBytes(elementsScript())).toBeLessThanOrEqual(8_000))

  it('is at most 1.5 kB of a binding', () => {
    for (const { file, gzip } of bindings()) expect(gzip, file).toBeLessThanOrEqual(1_500)
  })

  it('is at most 260 kB on a first visit with the WASM backend, without the model', () => {
    const rows = firstVisit()
    // The walk over the build found what must be there; without it the sum would be of nothing.
    const files = rows.map(({ file }) => file.replace(/-[\w-]{8}\./, '.'))
    expect(files).toEqual(
      expect.arrayContaining(['engine/worker.js', 'engine/wasm.js', 'engine/tfjs-backend-wasm-simd.wasm']),
    )
    expect(gzipBytes(rows)).toBeLessThanOrEqual(260_000)
  })
})
