import type { Item } from 'penchant'
import { createChoice } from './choice.ts'
import type { Drawer } from './drawer/drawer.ts'
import { eventItem, itemOfCard } from './event-item.ts'
import { keptItems } from './kept-items.ts'
import { ledHere } from './led-here.ts'
import { createMemory } from './memory.ts'
import { createPages } from './pages.ts'
import { createRequestLog } from './request-log.ts'
import type { ShopPersonalizer } from './shop-personalizer.ts'
import { createSlots } from './slots.ts'
import { toast } from './toast.ts'
import { itemTitle } from './view/item-words.ts'
import type { Site } from './view/site.ts'

export interface StartedShop {
  site: Site
  /** To be called for each page that is shown, the first one too. */
  enter(): void
}

/**
 * Brings the server's pages to life: cart, wish list, opinions, consent, recommendations, drawer.
 * @param go changes to another page of the shop.
 */
export function startShop(personalizer: ShopPersonalizer, go: (address: string) => void): StartedShop {
  const site = JSON.parse(document.querySelector('#site')!.textContent!) as Site
  const cart = keptItems(`demo:${site.name}:cart`)
  const wishes = keptItems(`demo:${site.name}:wishes`)
  const liked = new Set<string>()
  const led = ledHere(site)
  const memory = createMemory(personalizer)
  const choice = createChoice(personalizer)
  const requests = createRequestLog(`demo:${site.name}:requests`)
  const pages = createPages(personalizer, cart, wishes, site)
  const slots = createSlots(personalizer, choice, memory, site, () => {
    showKept()
    drawer?.update()
  })
  let drawer: Drawer | null = null
  const main = () => document.querySelector<HTMLElement>('#main')!

  async function openDrawer(byVisitor: boolean): Promise<void> {
    if (!drawer) {
      const { createDrawer } = await import('./drawer/drawer.ts')
      drawer = createDrawer({ personalizer, choice, memory, slots, requests, site })
    }
    drawer.open(byVisitor)
  }

  /** Hearts and badges follow what is kept, on whatever card an item stands. */
  function showKept(): void {
    for (const [tool, kept] of [
      ['cart', cart],
      ['wish-list', wishes],
    ] as const) {
      const link = document.querySelector<HTMLElement>(`[data-tool="${tool}"]`)
      const badge = link?.querySelector<HTMLElement>('.badge')
      if (!link || !badge) continue
      const count = kept.count()
      badge.textContent = String(count)
      badge.hidden = count === 0
      link.setAttribute(
        'aria-label',
        `${tool === 'cart' ? 'Cart' : 'Wish list'}, ${count} ${count === 1 ? 'item' : 'items'}`,
      )
    }
    for (const button of document.querySelectorAll('[data-do="wish"], [data-do="like"]')) {
      const id = button.closest<HTMLElement>('[data-id]')?.dataset.id ?? ''
      const on = button.getAttribute('data-do') === 'wish' ? wishes.has(id) : liked.has(id)
      button.setAttribute('aria-pressed', String(on))
    }
  }

  function itemOf(element: Element): Item | null {
    const holder = element.closest<HTMLElement>('[data-id]')
    if (!holder) return null
    if (pages.item && holder.dataset.id === pages.item.id) return pages.item
    const kept = cart.all().find((line) => line.item.id === holder.dataset.id)
    return kept?.item ?? itemOfCard(holder)
  }

  const priced = (item: Item, quantity = 1) => ({
    currency: site.currency,
    value: (item.price ?? 0) * quantity,
    items: [eventItem(item, { quantity })],
  })

  const actions: Record<string, (button: HTMLElement, item: Item | null) => void> = {
    wish(_, item) {
      if (!item) return
      if (wishes.has(item.id)) {
        wishes.setQuantity(item.id, 0)
        toast(`${itemTitle(item)} is off the wish list.`)
      } else {
        wishes.add(item)
        personalizer.track('add_to_wishlist', priced(item))
        toast(`${itemTitle(item)} is on the wish list.`)
      }
    },
    like(_, item) {
      if (!item || liked.has(item.id)) return
      liked.add(item.id)
      personalizer.track('like_item', { item_id: item.id })
      toast('Good to know. More like this.')
      showKept()
    },
    dismiss(button, item) {
      if (!item) return
      personalizer.track('not_interested', { item_id: item.id })
      button.setAttribute('aria-pressed', 'true')
      toast('Understood. Less like this.')
      const card = button.closest('.card')
      card?.classList.add('leaving')
      // The list moves up at once; the button that had the focus is gone then.
      if (card) (card.closest('.slot')?.querySelector('h2') as HTMLElement | null)?.scrollIntoView({ block: 'nearest' })
    },
    quantity(button, item) {
      const change = Number(button.dataset.change)
      const line = cart.all().find((other) => other.item.id === item?.id)
      if (!item || !line) return
      cart.setQuantity(item.id, line.quantity + change)
      personalizer.track(change > 0 ? 'add_to_cart' : 'remove_from_cart', priced(item))
    },
    remove(_, item) {
      const line = cart.all().find((other) => other.item.id === item?.id)
      if (!item || !line) return
      cart.setQuantity(item.id, 0)
      personalizer.track('remove_from_cart', priced(item, line.quantity))
      toast(`${itemTitle(item)} is out of the cart.`)
    },
    order() {
      pages.order()
      go(`${site.base}/thank-you`)
    },
    drawer: () => void openDrawer(true),
    'change-consent': () => {
      choice.ask()
      document.querySelector<HTMLElement>('#banner h2')?.focus()
    },
    'shelf-left': (button) => scrollShelf(button, -1),
    'shelf-right': (button) => scrollShelf(button, 1),
  }

  document.addEventListener('click', ({ target }) => {
    const link = (target as Element).closest('.card-link')
    const card = link?.closest<HTMLElement>('[data-id]')?.dataset
    const list = link?.closest<HTMLElement>('[data-recommendation]')
    if (card?.id && list) {
      const heading = list.closest('.slot')?.querySelector('h2')?.textContent ?? ''
      const { id, attribution } = card
      const recommendation = list.dataset.recommendation!
      led.set({ item: id, recommendation, list: heading, ...(attribution && { attribution }) })
    }
    const button = (target as Element).closest<HTMLElement>('[data-do]')
    if (button) actions[button.dataset.do!]?.(button, itemOf(button))
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.hasAttribute('data-buy')) return
    event.preventDefault()
    const item = pages.item
    if (!item) return
    const quantity = Number(new FormData(form).get('quantity') ?? 1)
    cart.add(item, quantity)
    personalizer.track('add_to_cart', priced(item, quantity))
    toast(`${itemTitle(item)} is in the cart.`)
  })
  document.addEventListener('change', ({ target }) => {
    ;(target as HTMLElement).closest<HTMLFormElement>('form[data-auto-submit]')?.requestSubmit()
  })
  // The panel's own switch; what was chosen is remembered here.
  document.addEventListener('penchant-consent', (event) => {
    event.preventDefault()
    choice.decide((event as CustomEvent<'granted' | 'denied'>).detail)
  })
  for (const kept of [cart, wishes]) {
    kept.subscribe(() => {
      showKept()
      pages.redraw()
    })
  }
  choice.subscribe(() => {
    if (choice.get() === 'denied') requests.clear()
    slots.refresh()
    drawer?.update()
  })

  let known = ''
  personalizer.subscribe(() => {
    const { engine } = personalizer.getSnapshot()
    if (engine) requests.observe(engine.requests)
    drawer?.update()
    const now = engine ? `${engine.interactions} ${engine.adapter.version} ${engine.model?.hash}` : ''
    if (now !== known && known !== '') slots.refresh()
    known = now
  })

  if (document.documentElement.dataset.drawer === 'open') void openDrawer(false)

  return {
    site,
    enter() {
      const page = main()
      pages.enter(page)
      const inCart = page.dataset.page === 'cart' ? cart.all().map(({ item }) => item.id) : []
      slots.enter(page, pages.item ? [pages.item.id] : inCart)
      showKept()
    },
  }
}

function scrollShelf(button: HTMLElement, direction: number): void {
  const cards = button.closest('.slot')?.querySelector('.cards')
  cards?.scrollBy({ left: direction * cards.clientWidth * 0.8, behavior: 'smooth' })
}
