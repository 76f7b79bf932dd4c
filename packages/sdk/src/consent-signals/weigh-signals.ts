import type { ConsentSignal, Purposes } from '@penchant/protocol'
import { type ConsentGate, type Decision, PURPOSES, purposesOf } from '../consent-gate.ts'

/**
 * What consent platforms say, weighed against what has decided so far: less than the visitor's own answer to the shop or its
 * banner, and less than the browser's privacy signals. What a platform takes back after the visitor was asked is taken back.
 *
 * @param set what follows from it
 */
export function weighSignals(
  gate: Pick<ConsentGate, 'signal' | 'purposes'>,
  set: (from: ConsentSignal, decision: Decision) => void,
): (from: ConsentSignal, given: Decision) => void {
  /** The last that a platform said. */
  let heard: Purposes | undefined
  return (from, given) => {
    const { signal, purposes } = gate
    const next = purposesOf(given)
    const before = heard
    heard = next
    if (signal === 'global-privacy-control' || signal === 'do-not-track') return
    if (signal !== 'shop' && signal !== 'banner') return set(from, next)
    const left = { ...purposes }
    for (const name of PURPOSES) if (before?.[name] && !next[name]) left[name] = false
    if (PURPOSES.some((name) => left[name] !== purposes[name])) set(from, left)
  }
}
