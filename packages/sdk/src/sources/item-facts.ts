import type { EventItem, EventParams } from '@penchant/protocol'

/** Items that a page's markup may name; more is no shop's page. */
const MOST = 2000

/** What the page's own markup says about items: fills in the prices that events leave out, and knows links by address. */
export interface ItemFacts {
  /** @param url of the item's own page, absolute or relative to this one. */
  add(item: EventItem, url?: string): void
  /** Id of the item whose page lies at `url`. */
  itemAt(url: string): string | undefined
  /** The same event with the prices that it lacks. */
  complete(params: EventParams): EventParams
}

/** Without what differs between links to one page: the query, the hash, a slash at the end. */
function pageOf(url: string): string | undefined {
  try {
    const { origin, pathname } = new URL(url, document.baseURI)
    return origin + pathname.replace(/\/$/, '')
  } catch {
    return
  }
}

export function createItemFacts(): ItemFacts {
  const byId = new Map<string, EventItem>()
  /** `null`: several items have this address, as variants do. */
  const byPage = new Map<string, string | null>()
  return {
    add(item, url) {
      if (byId.size >= MOST) return
      byId.set(item.item_id, { ...byId.get(item.item_id), ...item })
      const page = url && pageOf(url)
      if (page) byPage.set(page, (byPage.get(page) ?? item.item_id) === item.item_id ? item.item_id : null)
    },
    itemAt: (url) => (byPage.size > 0 && byPage.get(pageOf(url) ?? '')) || undefined,
    complete(params) {
      const { items } = params
      if (!Array.isArray(items)) return params
      const lacks = (item: EventItem | null) => item?.price === undefined && byId.get(String(item?.item_id))?.price
      if (!items.some(lacks)) return params
      return {
        ...params,
        items: items.map((item) => (lacks(item) ? { ...byId.get(String(item.item_id)), ...item } : item)),
      }
    },
  }
}
