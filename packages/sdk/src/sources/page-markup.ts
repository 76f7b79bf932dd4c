import type { Source } from '../source.ts'
import { readOpenGraph } from './open-graph.ts'
import type { Page } from './page.ts'
import { type MarkedProduct, readProductMarkup } from './product-markup.ts'

/** How long other sources have to report the view themselves, milliseconds after the page has loaded or changed. */
const PATIENCE = 2000

const isHere = (url: string | undefined) => {
  try {
    const { origin, pathname } = new URL(url ?? '', document.baseURI)
    return url !== undefined && origin === location.origin && pathname === location.pathname
  } catch {
    return false
  }
}

/** The product that the page is about: the only one that stands for itself, or the one whose address this is. */
function productOfPage(products: readonly MarkedProduct[]): MarkedProduct | undefined {
  const own = products.filter(({ top }) => top)
  const ids = new Set(own.map(({ item }) => item.item_id))
  return ids.size === 1 ? own[0] : own.find(({ url }) => isHere(url))
}

/**
 * JSON-LD and Open Graph. A product page that no other source reports a `view_item` of gets one from here; what the
 * markup says of items is kept for the others.
 */
export function pageMarkup(page: Page): Source {
  return (emit) => {
    const told = new WeakSet<Element>()
    let reported = false
    /** Product of the page view before: a page that changes may leave its markup behind. */
    let before: string | undefined
    let current: string | undefined
    let timer: ReturnType<typeof setTimeout> | undefined

    function read(): MarkedProduct | undefined {
      const products = readProductMarkup(told, page.report)
      const graph = readOpenGraph()
      for (const { item, url } of graph ? [graph, ...products] : products) page.facts.add(item, url)
      const product = productOfPage(products) ?? (products.some(({ top }) => top) ? undefined : graph)
      if (product && product.item.item_id === before && !isHere(product.url)) return
      current = product?.item.item_id
      return product
    }
    function tell(): void {
      clearTimeout(timer)
      if (reported) return
      const product = read()
      if (!product) return
      reported = true
      if (!page.reportedByOthers('view_item', 'page-markup')) emit('view_item', { items: [product.item] })
    }
    function wait(): void {
      clearTimeout(timer)
      timer = setTimeout(tell, PATIENCE)
    }
    const forget = page.onChange((change) => {
      if (change === 'item') return
      // The page has changed already: what is in it now is not what was looked at.
      before = current ?? before
      reported = false
      wait()
    })
    // Facts first: the other sources may need them before the view is told.
    read()
    if (document.readyState === 'complete') wait()
    else addEventListener('load', wait, { once: true })
    const forgetLeave = page.onLeave(tell)
    return () => {
      clearTimeout(timer)
      forget()
      removeEventListener('load', wait)
      forgetLeave()
    }
  }
}
