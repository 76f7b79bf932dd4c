import type { Personalizer, Recommendation } from 'penchant'

/** A list on the page as the visitor meets it. */
export interface WatchedList {
  /** The element of each item. */
  items: ReadonlyMap<Element, Recommendation | undefined>
  /** The response's id; absent where nothing was recommended. */
  recommendation?: string
  /** Where the list stands. */
  surface: string
}

export interface ListWatch {
  /** What is shown from now on. */
  show(personalizer: Personalizer, list: WatchedList): void
  stop(): void
}

/** Share of an element that must be in view, and for how long, milliseconds: the advertising trade's measure. */
const SHARE = 0.5
const LONG_ENOUGH = 1000
/** How often the time is looked at while something is in view. */
const LOOK = 250

/** Reports what was seen of a list, each item once, and which links in it were followed, with their attribution. */
export function watchList(host: HTMLElement): ListWatch {
  let shown: WatchedList | undefined
  let personalizer: Personalizer | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let seen = new Set<string>()
  /** What is in view, and since when. */
  const inView = new Map<Element, number>()

  function look(): void {
    const now = performance.now()
    const items: { item_id: string }[] = []
    for (const [element, since] of inView) {
      const id = shown?.items.get(element)?.item.id
      // A hidden page shows nothing.
      if (document.hidden) inView.set(element, now)
      else if (now - since >= LONG_ENOUGH) {
        inView.delete(element)
        if (!id || seen.has(id)) continue
        seen.add(id)
        items.push({ item_id: id })
      }
    }
    if (items[0]) {
      personalizer?.track('impression', { items, surface: shown?.surface, recommendation_id: shown?.recommendation })
    }
    timer = inView.size > 0 ? setTimeout(look, LOOK) : undefined
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        if (intersectionRatio < SHARE) inView.delete(target)
        else if (!inView.has(target)) inView.set(target, performance.now())
      }
      timer ??= setTimeout(look, LOOK)
    },
    { threshold: SHARE },
  )

  function onClick(event: MouseEvent): void {
    // The middle button opens a link, the right one does not; a script's click is nobody's choice.
    if (event.button > 1 || !event.isTrusted) return
    let linked = false
    for (const element of event.composedPath()) {
      if (!(element instanceof Element)) return
      linked ||= element.matches('a[href]')
      const recommendation = shown?.items.get(element)
      if (recommendation && (linked || element.closest('a[href]'))) {
        personalizer?.track('select_item', {
          items: [{ item_id: recommendation.item.id }],
          item_list_name: shown?.surface,
          recommendation_id: shown?.recommendation,
          attribution: recommendation.attribution,
        })
        return
      }
      // A control in a card is for itself.
      if (!linked && element.matches('button')) return
    }
  }
  for (const type of ['click', 'auxclick'] as const) host.addEventListener(type, onClick)

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    observer.disconnect()
    inView.clear()
  }

  return {
    show(asked, list) {
      stop()
      if (list.recommendation !== shown?.recommendation) seen = new Set()
      personalizer = asked
      shown = list
      for (const element of list.items.keys()) observer.observe(element)
    },
    stop,
  }
}
