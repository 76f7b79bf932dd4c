import { describe, expect, it } from 'vitest'

/** Runs the scorer in a page of its own under `policy`; answers with the twin it took and the best row. */
async function scorerUnder(policy: string): Promise<{ kind: string; best: number }> {
  const entry = new URL('./create-scorer.ts', import.meta.url).href
  const frame = document.createElement('iframe')
  const answer = new Promise<{ kind: string; best: number }>((resolve) => {
    addEventListener('message', (event) => event.source === frame.contentWindow && resolve(event.data))
  })
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module">
      try {
        const { createScorer } = await import('${entry}')
        const table = { data: Int8Array.of(3, 4, -1, 2), scales: Float32Array.of(1, 2), dimension: 2 }
        const scorer = createScorer(table)
        parent.postMessage({ kind: scorer.kind, best: scorer.top(Float32Array.of(1, 0), 1).rows[0] }, '*')
      } catch (error) {
        parent.postMessage({ kind: String(error), best: 0 }, '*')
      }
    </script>`
  document.body.append(frame)
  try {
    return await answer
  } finally {
    frame.remove()
  }
}

describe('under a content security policy', () => {
  it("takes WebAssembly with 'wasm-unsafe-eval'", async () => {
    expect(await scorerUnder("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'")).toEqual({ kind: 'wasm', best: 1 })
  })

  it('takes the JavaScript twin without it', async () => {
    expect(await scorerUnder("script-src 'self' 'unsafe-inline'")).toEqual({ kind: 'javascript', best: 1 })
  })
})
