import type { EventParams } from '@penchant/protocol'
import type { Source } from '../source.ts'
import { CARDS, itemOfCard, surroundingsOf } from './card.ts'
import type { Page } from './page.ts'

/** A click on one of these is for itself, wherever it stands. */
const CONTROLS = 'button, input, select, textarea, label, summary, [role="button"], [contenteditable]'

/** The card that a click leads to: inside it, or around it, a link was clicked. */
function cardOf(path: readonly EventTarget[], page: Page): { card: Element; item: string } | undefined {
  let found: { card: Element; item: string } | undefined
  let linked = false
  for (const element of path) {
    if (!(element instanceof Element)) continue
    if (element.matches('a[href], [role="link"]')) linked = true
    else if (!linked && element.matches(CONTROLS)) return
    if (!found && element.matches(CARDS)) {
      const item = itemOfCard(element, page.facts)
      if (item !== undefined) found = { card: element, item }
    }
    if (found && linked) return found
  }
}

/** Clicks on links to products, as `select_item`, where the shop does not report the click itself. */
export function clicks(page: Page): Source {
  return (emit) => {
    /** Clicks whose own handlers may still report them. */
    const waiting = new Set<() => void>()
    let timer: ReturnType<typeof setTimeout> | undefined

    function tell(): void {
      clearTimeout(timer)
      for (const click of waiting) click()
      waiting.clear()
    }
    function onClick(event: Event): void {
      // The middle button opens a link, the right one does not; a script's click is nobody's choice.
      if (!event.isTrusted || (event as MouseEvent).button > 1) return
      const clicked = cardOf(event.composedPath(), page)
      if (!clicked || clicked.item === page.item) return
      const { list, attribution } = surroundingsOf(clicked.card)
      const params: EventParams = { items: [{ item_id: clicked.item }] }
      if (list) params.item_list_name = list
      if (attribution) {
        params.attribution = attribution
        params.recommendation_id = attribution.replace(/:\d+$/, '')
      }
      const since = performance.now()
      waiting.add(() => {
        if (!page.reportedByOthers('select_item', 'clicks', since)) emit('select_item', params)
      })
      // After every handler of this click, and before the next page: the shop's own report has more in it.
      clearTimeout(timer)
      timer = setTimeout(tell)
    }
    const forgetLeave = page.onLeave(tell)
    // Captured: a handler that stops the event does not hide it.
    for (const type of ['click', 'auxclick']) addEventListener(type, onClick, { capture: true, passive: true })
    return () => {
      for (const type of ['click', 'auxclick']) removeEventListener(type, onClick, { capture: true })
      forgetLeave()
      clearTimeout(timer)
    }
  }
}
