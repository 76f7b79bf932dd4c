import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createOutput } from './output.ts'

function stream(terminal = false) {
  let text = ''
  const writable = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      done()
    },
  })
  const columns = { isTTY: terminal, columns: 120, text: () => text }
  return Object.assign(writable, columns)
}

describe('createOutput', () => {
  it('keeps stdout for the result: text for people, one line of JSON for machines', () => {
    for (const [json, expected] of [
      [false, 'done: 3\n'],
      [true, '{"n":3}\n'],
    ] as const) {
      const [stdout, stderr] = [stream(), stream()]
      const output = createOutput({ json, stdout, stderr })
      output.line('reading')
      output.progress('epoch', 10).update(10)
      output.result({ n: 3 }, 'done: 3')
      expect(stdout.text()).toBe(expected)
      expect(stderr.text()).toBe('reading\nepoch 100 %\n')
    }
  })

  it('writes a plain line per tenth where there is no terminal', () => {
    const stderr = stream()
    const progress = createOutput({ stderr }).progress('reading', 1000)
    for (let n = 0; n <= 1000; n++) progress.update(n, `${n} rows`)
    progress.stop()
    const lines = stderr.text().trim().split('\n')
    expect(lines).toHaveLength(10)
    expect(lines[3]).toBe('reading 40 % 400 rows')
    expect(stderr.text()).not.toContain('\u001b')
  })

  it('draws a bar on a terminal, keeps lines apart from it, and leaves Ctrl-C to the process', () => {
    const stderr = stream(true)
    const output = createOutput({ stderr })
    const listeners = process.listenerCount('SIGINT')
    const progress = output.progress('reading', 4)
    expect(process.listenerCount('SIGINT')).toBe(listeners)
    progress.update(2, 'half')
    output.line('a line of its own')
    progress.stop()
    expect(stderr.text()).toMatch(/reading .*░/)
    // The bar's line is cleared before the text, which begins at its left edge.
    expect(stderr.text()).toContain('\u001b[1G\u001b[0Ka line of its own\n')
  })
})
