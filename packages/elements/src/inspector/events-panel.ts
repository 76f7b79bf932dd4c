import type { Personalizer, TrackedEvent } from 'penchant'
import { build } from '../build.ts'
import { clock, none, type Panel } from './panel.ts'

const KEPT = 200

/** Every tracked event as it comes, what was read from it, and what is wrong with it. */
export function eventsPanel(personalizer: Personalizer, onEvent: () => void): Panel {
  const events: (TrackedEvent & { time: number })[] = []
  let seen = 0
  let wrong = 0
  const end = personalizer.watch((event) => {
    seen++
    if (event.errors[0]) wrong++
    events.unshift({ ...event, time: Date.now() })
    events.length = Math.min(events.length, KEPT)
    onEvent()
  })
  const element = build('section')

  return {
    title: 'Events',
    element,
    end,
    update() {
      const { queued, dropped } = personalizer.getSnapshot()
      const waiting = queued > 0 && `, ${queued} waiting`
      const lost = dropped > 0 && `, ${dropped} dropped`
      element.replaceChildren(
        build('p', {}, `${seen} since the inspector was opened, ${wrong} with problems`, waiting, lost, '.'),
        events[0]
          ? build('ol', { class: 'events' }, ...events.map(row))
          : none('Nothing was tracked yet. Use the page.'),
      )
    },
  }
}

function row({ name, params, interactions, errors, time }: TrackedEvent & { time: number }): HTMLElement {
  const items = interactions.map(({ item, term }) => item ?? term).filter(Boolean)
  return build(
    'li',
    { class: errors[0] ? 'wrong' : '' },
    build('b', {}, String(name)),
    ' ',
    build('small', {}, clock(time)),
    build(
      'div',
      {},
      items[0] ? items.slice(0, 5).join(', ') + (items.length > 5 ? ` and ${items.length - 5} more` : '') : '',
    ),
    ...errors.map(({ message }) => build('p', { class: 'problem' }, message)),
    build('details', {}, build('summary', {}, 'as sent'), build('pre', { tabindex: 0 }, asText(params))),
  )
}

/** Untrusted: it may be circular, or throw where it is read. */
function asText(value: unknown): string {
  try {
    return JSON.stringify(value, null, 1) ?? 'nothing'
  } catch (error) {
    return `cannot be shown: ${(error as Error)?.message}`
  }
}
