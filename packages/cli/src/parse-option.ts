import { UsageError } from './errors.ts'

export interface NumberRange {
  min?: number
  max?: number
  integer?: boolean
}

/** A commander option parser for a number: `.option('--seed <n>', 'seed', numberOption('--seed', { min: 0, integer: true }), 1)`. */
export function numberOption(
  name: string,
  { min = -Infinity, max = Infinity, integer = false }: NumberRange = {},
): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (Number.isFinite(value) && value >= min && value <= max && (!integer || Number.isSafeInteger(value)))
      return value
    const kind = integer ? 'a whole number' : 'a number'
    const range = `${min > -Infinity ? ` from ${min}` : ''}${max < Infinity ? ` to ${max}` : ''}`
    throw new UsageError(`${name} ${text}: expected ${kind}${range}`)
  }
}

/** A commander option parser for a share of one: `0.01` or `1%`. */
export function shareOption(name: string): (text: string) => number {
  return (text) => {
    const match = /^(\d*\.?\d+)(%?)$/.exec(text.trim())
    const value = match ? Number(match[1]) / (match[2] ? 100 : 1) : Number.NaN
    if (value >= 0 && value <= 1) return value
    throw new UsageError(`${name} ${text}: expected a share from 0 to 1, or a percentage such as 1%`)
  }
}

/** A commander option parser for a number of bytes: `800kB`, `2MB`, or plain. */
export function byteOption(name: string): (text: string) => number {
  return (text) => {
    const match = /^(\d*\.?\d+)\s*(kB|MB)?$/i.exec(text.trim())
    const unit = { kb: 1e3, mb: 1e6 }[match?.[2]?.toLowerCase() ?? ''] ?? 1
    const bytes = match ? Number(match[1]) * unit : 0
    if (bytes > 0) return bytes
    throw new UsageError(`${name} ${text}: expected a size such as 800kB or 2MB`)
  }
}
