import { afterEach, describe, expect, it, vi } from 'vitest'
import { createScorer } from './create-scorer.ts'

const table = { data: Int8Array.of(3, 4, -1, 2), scales: Float32Array.of(1, 2), dimension: 2 }

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('createScorer', () => {
  it('takes the JavaScript twin where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined)
    const scorer = createScorer(table)
    expect(scorer.kind).toBe('javascript')
    expect([...scorer.top(Float32Array.of(0, 1), 1).rows]).toEqual([1])
  })

  it('takes the JavaScript twin where memory cannot be had', () => {
    vi.stubGlobal('WebAssembly', {
      ...WebAssembly,
      Module: WebAssembly.Module,
      Memory: class {
        constructor() {
          throw new RangeError('could not allocate memory')
        }
      },
    })
    expect(createScorer(table).kind).toBe('javascript')
  })

  it('refuses a table whose parts contradict each other, whatever the twin', () => {
    for (const prefer of ['wasm', 'javascript'] as const) {
      expect(() => createScorer({ ...table, dimension: 3 }, prefer)).toThrow('2 scales × dimension 3 need 6')
      expect(() => createScorer({ ...table, dimension: 0 }, prefer)).toThrow('table.dimension is 0')
      expect(() => createScorer({ ...table, scales: Float32Array.of(1, Number.NaN) }, prefer)).toThrow(
        'table.scales[1] is NaN',
      )
      expect(() => createScorer({ ...table, scales: Float32Array.of(-1, 1) }, prefer)).toThrow('table.scales[0] is -1')
    }
  })
})
