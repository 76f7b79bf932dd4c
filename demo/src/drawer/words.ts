import type { EngineStatus } from 'penchant'

export type Run = EngineStatus['learning'][number]

const UNITS = ['B', 'kB', 'MB'] as const

/** `1.2 kB`, in steps of 1000 as browsers' network panels count. */
export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}

/** `0.4 ms`, `12 ms`, `1.3 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return milliseconds >= 10 ? `${Math.round(milliseconds)} ms` : `${milliseconds.toFixed(1)} ms`
}

/** `just now`, `4 min ago`, `3 h ago`, `2 days ago`. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? 'yesterday' : `${days} days ago`
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export const BACKENDS: Record<string, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
}

/** What the engine says in passing, as a sentence: `no real adapter` becomes `No real adapter.` */
export function sentence(text: string): string {
  const clean = text.trim()
  return clean && clean.charAt(0).toUpperCase() + clean.slice(1) + (/[.!?]$/.test(clean) ? '' : '.')
}
