import { type AuditMode, type AuditStatus, eventIndex, isItemEvent, type StoredInteraction } from '@penchant/protocol'
import { auditTrace } from '@penchant/ranking'
import type { Serving } from './serving.ts'
import { tasteChange } from './taste-change.ts'
import { visitorSequence } from './visitor-sequence.ts'

/** Whether what is stored is one person's, and so may be learnt from. */
export interface Audit {
  status(serving: Serving | null): AuditStatus
  /** What may be learnt from; empty while learning waits. */
  learnable(serving: Serving | null): StoredInteraction[]
}

const WAITS: Record<Exclude<AuditStatus['verdict'], 'person'>, string> = {
  robot: 'this looks like a program, not a person',
  'shared-device': 'two tastes take turns here, as of two people: what is learnt of both is true of neither',
  'new-taste': 'the taste has just changed: what was learnt of the old one says little of the new',
}

/** Why learning waits; empty where it does not. */
export function waitsBecause({ verdict, reasons }: AuditStatus): string {
  return verdict === 'person' ? '' : `${WAITS[verdict]}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`
}

/** @param automated the page's `navigator.webdriver`, which a worker has not */
export function createAudit(history: readonly StoredInteraction[], mode: AuditMode, automated: boolean): Audit {
  let known: { key: string; status: AuditStatus; leftOut: ReadonlySet<number> } | null = null

  function judge(serving: Serving | null): NonNullable<typeof known> {
    const key = `${history.length} ${history.at(-1)?.id} ${serving?.hash} ${serving?.table !== null}`
    if (known?.key === key) return known
    const person: AuditStatus = { verdict: 'person', reasons: [], leftOut: 0 }
    known = { key, status: person, leftOut: new Set() }
    if (mode === 'off') return known
    const steps = history.filter(({ event, item }) => isItemEvent(event) && item !== undefined)
    const numbers = new Map<string, number>()
    const { isPerson, reasons, leftOut } = auditTrace(
      {
        times: steps.map(({ time }) => time),
        sessions: steps.map(({ session }) => session),
        events: steps.map(({ event }) => eventIndex(event)),
        items: steps.map(({ item }) => {
          const number = numbers.get(item!) ?? numbers.size
          numbers.set(item!, number)
          return number
        }),
      },
      serving?.manifest.audit ?? null,
    )
    const isDriven = automated && mode !== 'allow-automation'
    if (isDriven || !isPerson) {
      const all = [...(isDriven ? ['navigator.webdriver'] : []), ...reasons]
      known.status = { verdict: 'robot', reasons: all, leftOut: leftOut.size }
      return known
    }
    const change = serving?.table && tasteChange(visitorSequence(history, serving.catalogue), serving.table.rows)
    known.leftOut = leftOut
    known.status = {
      verdict: change === 'shared' ? 'shared-device' : change === 'new' ? 'new-taste' : 'person',
      reasons,
      leftOut: leftOut.size,
    }
    return known
  }

  return {
    status: (serving) => judge(serving).status,
    learnable(serving) {
      const { status, leftOut } = judge(serving)
      return status.verdict === 'person' ? history.filter(({ session }) => !leftOut.has(session)) : []
    },
  }
}
