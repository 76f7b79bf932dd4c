import type { AuditNorms } from '@penchant/protocol'
import { type BrokenRules, brokenRules } from './broken-rules.ts'
import { oddFeatures } from './odd-features.ts'
import type { Trace } from './trace.ts'
import { traceFeatures } from './trace-features.ts'

/** Share of a visitor's steps in sessions that break a rule from which on nothing is left to believe. */
const MOST_BROKEN = 0.5

export interface AuditVerdict {
  /** False: nothing of this visitor is to be learnt from. */
  isPerson: boolean
  /** Rules that were broken, and features that are out of all proportion; empty where nothing is. */
  reasons: string[]
  /** Numbers of the sessions that broke a rule: they are left out although the visitor is a person. */
  leftOut: ReadonlySet<number>
}

/** Is this a person? Hard rules name sessions, norms the whole. @param norms `null`: the rules alone judge */
export function auditTrace(trace: Trace, norms: AuditNorms | null): AuditVerdict {
  return verdictOf(brokenRules(trace), oddFeatures(traceFeatures(trace), norms))
}

/** The same from its parts, for who learns the norms from the very visitors that are judged. */
export function verdictOf({ sessions, share }: BrokenRules, odd: readonly string[]): AuditVerdict {
  return {
    isPerson: odd.length === 0 && share < MOST_BROKEN,
    reasons: [...new Set([...sessions.values()].flat()), ...odd],
    leftOut: new Set(sessions.keys()),
  }
}
