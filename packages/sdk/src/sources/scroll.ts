import type { Source } from '../source.ts'
import type { Page } from './page.ts'

/** Shares of the page that are told when they have come into view. */
const MARKS = [0.25, 0.5, 0.75, 1]
/** The end counts as reached this many pixels before it: a zoomed page never quite gets there. */
const SLACK = 2

/** How much of an item's page was seen, by its visitor's own scrolling; each mark once a page view. */
export function scroll(page: Page): Source {
  return (emit) => {
    let next = 0
    let scrolled = false
    let item = page.item
    let frame = 0

    function look(): void {
      frame = 0
      if (!scrolled || page.item === undefined) return
      const { scrollTop, clientHeight, scrollHeight } = document.scrollingElement ?? document.documentElement
      const depth = (scrollTop + clientHeight + SLACK) / scrollHeight
      let reached: number | undefined
      while (next < MARKS.length && depth >= MARKS[next]!) reached = MARKS[next++]
      if (reached !== undefined) emit('scroll', { item_id: page.item, depth: reached })
    }
    function onScroll(): void {
      scrolled = true
      // Reading the layout once a frame costs nothing.
      frame ||= requestAnimationFrame(look)
    }

    const forget = page.onChange((change) => {
      if (change === 'view' || (item !== undefined && item !== page.item)) {
        next = 0
        scrolled = false
      }
      item = page.item
      look()
    })
    document.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      forget()
      document.removeEventListener('scroll', onScroll)
    }
  }
}
