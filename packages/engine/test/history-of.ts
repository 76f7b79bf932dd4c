import type { EventName, StoredInteraction } from '@penchant/protocol'

/** One session, an interaction every twenty seconds; a view where no event is named. */
export function historyOf(...steps: (string | [item: string, event: EventName])[]): StoredInteraction[] {
  return steps.map((step, i) => {
    const [item, event] = typeof step === 'string' ? [step, 'view_item' as const] : step
    return { id: i + 1, session: 1, time: i * 20_000, item, event }
  })
}
