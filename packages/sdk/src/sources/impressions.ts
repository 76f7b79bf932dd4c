import type { EventItem } from '@penchant/protocol'
import type { Source } from '../source.ts'
import { CARDS, itemOfCard, surroundingsOf } from './card.ts'
import type { Page } from './page.ts'

/** Share of a card that must be in view, and for how long, milliseconds: the advertising trade's measure. */
const SHARE = 0.5
const LONG_ENOUGH = 1000
/** A list is put in piece by piece, and a page may change all the time: one look at all of it is enough, milliseconds. */
const LOOK_EVERY = 200

/** Items whose cards were seen, each once a page view. What is seen at about the same time is one event. */
export function impressions(page: Page): Source {
  return (emit) => {
    if (typeof IntersectionObserver === 'undefined') return () => {}
    const seen = new Set<string>()
    /** Cards in view, and since when; hidden pages show nothing. */
    const inView = new Map<Element, number>()
    let watched = new WeakSet<Element>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let waiting: ReturnType<typeof setTimeout> | undefined

    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          if (intersectionRatio < SHARE) inView.delete(target)
          else if (!inView.has(target)) inView.set(target, performance.now())
        }
        schedule()
      },
      { threshold: SHARE },
    )

    function schedule(): void {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible' || inView.size === 0) return
      const first = Math.min(...inView.values())
      timer = setTimeout(tell, Math.max(0, first + LONG_ENOUGH - performance.now()))
    }
    function tell(): void {
      const now = performance.now()
      const lists = new Map<string | undefined, EventItem[]>()
      for (const [card, since] of inView) {
        if (now - since < LONG_ENOUGH) continue
        inView.delete(card)
        const item = itemOfCard(card, page.facts)
        if (item === undefined || item === page.item || seen.has(item) || !card.isConnected) continue
        seen.add(item)
        const { list } = surroundingsOf(card)
        lists.set(list, [...(lists.get(list) ?? []), { item_id: item }])
      }
      for (const [surface, items] of lists) emit('impression', surface ? { items, surface } : { items })
      schedule()
    }

    function watch(): void {
      waiting = undefined
      for (const card of document.querySelectorAll(CARDS)) {
        if (watched.has(card) || itemOfCard(card, page.facts) === undefined) continue
        watched.add(card)
        observer.observe(card)
      }
    }
    function watchSoon(): void {
      waiting ??= setTimeout(watch, LOOK_EVERY)
    }
    function onVisibility(): void {
      const now = performance.now()
      if (document.visibilityState === 'visible') for (const card of inView.keys()) inView.set(card, now)
      schedule()
    }

    const forget = page.onChange((change) => {
      if (change === 'item') return
      seen.clear()
      inView.clear()
      // Observed anew, a card that stayed where it was says again that it is in view.
      observer.disconnect()
      watched = new WeakSet()
      watchSoon()
    })
    const mutations = new MutationObserver(watchSoon)
    mutations.observe(document.documentElement, { childList: true, subtree: true })
    document.addEventListener('visibilitychange', onVisibility)
    watch()
    return () => {
      clearTimeout(timer)
      clearTimeout(waiting)
      forget()
      observer.disconnect()
      mutations.disconnect()
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }
}
