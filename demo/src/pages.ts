import type { Item } from 'penchant'
import { cartView, checkoutView, totalOf, wishesView } from './cart-view.ts'
import { eventItem, itemOfCard } from './event-item.ts'
import type { KeptItem, KeptItems } from './kept-items.ts'
import { ledHere } from './led-here.ts'
import type { ShopPersonalizer } from './shop-personalizer.ts'
import { stored } from './stored.ts'
import type { Html } from './view/html.ts'
import { money } from './view/money.ts'
import type { Site } from './view/site.ts'

interface PageData {
  item?: Item
  term?: string
  list?: { id: string; name: string }
}

export interface Order {
  id: string
  lines: KeptItem[]
  /** Its purchase was told to the SDK: a reload of the page tells no second one. */
  told: boolean
}

interface Pages {
  /** Shows what only this browser knows of the page, and tells the SDK what the visitor sees. */
  enter(main: HTMLElement): void
  /** Draws the cart or the wish list again after it changed. */
  redraw(): void
  /** Closes the cart into an order, which the thank-you page takes up. */
  order(): void
  /** The item that the page is about. */
  readonly item: Item | null
}

export function createPages(personalizer: ShopPersonalizer, cart: KeptItems, wishes: KeptItems, site: Site): Pages {
  const last = stored<Order | null>('session', `demo:${site.name}:order`, null, (order) => Array.isArray(order?.lines))
  const led = ledHere(site)
  let main: HTMLElement | null = null
  let item: Item | null = null

  function draw(selector: string, view: () => Html): void {
    const element = main?.querySelector<HTMLElement>(selector)
    if (!element) return
    // The button that was just pressed is drawn anew: what had the focus gets it back.
    const active = element.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null
    const id = active?.closest<HTMLElement>('[data-id]')?.dataset.id
    const label = active?.getAttribute('aria-label')
    element.innerHTML = view().markup
    element.dataset.filled = ''
    if (!active) return
    const same = [...element.querySelectorAll<HTMLElement>('[data-id] button')].find(
      (button) =>
        button.closest<HTMLElement>('[data-id]')?.dataset.id === id && button.getAttribute('aria-label') === label,
    )
    ;(same ?? element.querySelector<HTMLElement>('button, a'))?.focus()
  }

  function redraw(): void {
    draw('[data-cart]', () => cartView(cart.all(), site))
    draw('[data-checkout]', () => checkoutView(cart.all(), site))
    draw('[data-wishes]', () => wishesView(wishes.all(), site))
  }

  const events = (lines: readonly KeptItem[]) => lines.map((line) => eventItem(line.item, { quantity: line.quantity }))

  function tell(page: string, data: PageData): void {
    const { list, term } = data
    if (data.item) {
      const from = led.get()
      personalizer.track('view_item', {
        currency: site.currency,
        value: data.item.price ?? 0,
        items: [eventItem(data.item)],
        ...(from?.item === data.item.id
          ? { recommendation_id: from.recommendation, attribution: from.attribution, item_list_name: from.list }
          : {}),
      })
      led.set(null)
    }
    if (term) personalizer.track('view_search_results', { search_term: term })
    if (list) {
      const shown = [...main!.querySelectorAll<HTMLElement>('.results .card')].flatMap((element, index) => {
        const read = itemOfCard(element)
        return read ? [eventItem(read, { index })] : []
      })
      if (shown.length > 0) {
        personalizer.track('view_item_list', { item_list_id: list.id, item_list_name: list.name, items: shown })
      }
    }
    const lines = cart.all()
    if (lines.length === 0) return
    const params = { currency: site.currency, value: totalOf(lines), items: events(lines) }
    if (page === 'cart') personalizer.track('view_cart', params)
    if (page === 'checkout') personalizer.track('begin_checkout', params)
  }

  function thank(): void {
    const order = last.get()
    const place = main?.querySelector<HTMLElement>('[data-thanks]')
    const element = place?.querySelector('p')
    if (!place || !element) return
    place.dataset.filled = ''
    if (!order) return
    const total = totalOf(order.lines)
    element.textContent = `Order ${order.id} over ${money(total, site.currency)} went nowhere: this is a demo.${
      document.documentElement.dataset.consent === 'granted' ? ' The model on this device knows now what you took.' : ''
    }`
    if (order.told) return
    personalizer.track('purchase', {
      transaction_id: order.id,
      currency: site.currency,
      value: total,
      items: events(order.lines),
    })
    last.set({ ...order, told: true })
  }

  return {
    get item() {
      return item
    },
    enter(entered) {
      main = entered
      const page = entered.dataset.page ?? ''
      const data = JSON.parse(entered.querySelector('#page')?.textContent ?? '{}') as PageData
      item = data.item ?? null
      redraw()
      tell(page, data)
      if (page === 'thank-you') thank()
    },
    redraw,
    order() {
      const lines = cart.all()
      if (lines.length === 0) return
      const id = `D-${Date.now().toString(36).toUpperCase()}`
      last.set({ id, lines, told: false })
      cart.clear()
    },
  }
}
