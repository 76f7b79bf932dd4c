import { penchantError } from '@penchant/protocol'

/** Throws `InvalidRequest` that says where in which expression something is wrong, and what to do. */
export function refuseFilter(field: string, text: string, at: number, remedy: string): never {
  const found = at < text.length ? JSON.stringify(text.slice(at, at + 20)) : 'the end'
  throw penchantError('InvalidRequest', `${field}, character ${at + 1}: found ${found}; ${remedy}`)
}
