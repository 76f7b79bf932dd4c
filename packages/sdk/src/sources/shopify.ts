import { type EventItem, type EventName, penchantError } from '@penchant/protocol'
import type { Source } from '../source.ts'
import type { Page } from './page.ts'
import { readParams } from './read-params.ts'

/** `gid://shopify/Product/123` is 123 everywhere else in a shop. */
function idOf(gid: unknown): string | undefined {
  const text = typeof gid === 'string' || typeof gid === 'number' ? String(gid) : ''
  return text.replace(/^gid:\/\/shopify\/\w+\//, '').replace(/\?.*$/, '') || undefined
}

interface Line {
  id?: unknown
  merchandiseId?: unknown
  quantity?: number
}
interface Cart {
  lines?: Line[]
}
/** The fields of the events below that are read. Payloads lie on the event itself. */
interface StandardEvent extends Event {
  context?: string
  product?: { id?: unknown; title?: string; selectedVariant?: { id?: unknown; price?: { amount?: string } } | null }
  promise?: Promise<{ cart?: Cart | null; variant?: { id?: unknown } | null; userErrors?: unknown[] }>
  action?: string
  lines?: Line[]
  cart?: Cart | null
  search?: { query?: string }
}

/**
 * Shopify's standard storefront events, which themes dispatch on `document`:
 * https://shopify.dev/docs/storefronts/themes/best-practices/standard-events
 *
 * An item is a product. A cart names variants, and its lines by keys of their own: which product they are is learnt
 * from the product's own events, and a variant nobody has looked at on this page stands for itself.
 */
export function shopify(page: Page): Source {
  return (emit) => {
    const products = new Map<string, EventItem>()
    const lines = new Map<string, { item: EventItem; quantity: number }>()
    let stopped = false

    /** Only what `readParams` has made plain data is kept or told. */
    function plainItem(where: string, item: Record<string, unknown>): EventItem {
      return readParams(where, { items: [item] }, page.report).items![0]!
    }
    const itemOfVariant = (id: string): EventItem => products.get(id) ?? { item_id: id }
    /** A line's key in the AJAX cart begins with its variant. */
    const variantOfLine = (id: string) => /^(\d+):/.exec(id)?.[1]

    function learnCart(cart: Cart | null | undefined, added: readonly EventItem[]): void {
      const fresh: string[] = []
      for (const { id: gid, quantity = 1 } of cart?.lines ?? []) {
        const id = idOf(gid)
        if (id === undefined) continue
        const variant = variantOfLine(id)
        const known = lines.get(id)
        if (known) known.quantity = Number(quantity)
        else if (variant) lines.set(id, { item: itemOfVariant(variant), quantity: Number(quantity) })
        else fresh.push(id)
      }
      // Keys that say nothing: the line that is new is the one that was added.
      if (fresh.length === 1 && added.length === 1) lines.set(fresh[0]!, { item: added[0]!, quantity: 1 })
    }

    function onProduct({ product, context }: StandardEvent): void {
      const item = plainItem('shopify:product:view', {
        item_id: idOf(product?.id),
        item_name: product?.title,
        item_variant: idOf(product?.selectedVariant?.id),
        price: product?.selectedVariant?.price?.amount,
      })
      if (item.item_variant) products.set(item.item_variant, item)
      // A card in a list is seen, not looked at.
      if (context === 'page' || context === 'dialog' || context === undefined) emit('view_item', { items: [item] })
      else emit('impression', { items: [item], surface: String(context) })
    }

    async function onSelect({ product, promise }: StandardEvent): Promise<void> {
      const item_id = idOf(product?.id)
      const variant = idOf((await promise)?.variant?.id)
      if (item_id && variant) products.set(variant, { item_id, item_variant: variant })
    }

    async function onLines({ action, lines: changed, promise }: StandardEvent): Promise<void> {
      // Themes reuse their objects; the cart's answer comes later.
      const asked = Array.from(changed ?? []).map(({ id, merchandiseId, quantity }) => ({
        id: idOf(id),
        variant: idOf(merchandiseId),
        quantity: Number(quantity),
      }))
      const answer = await promise
      if (stopped || (answer?.userErrors?.length ?? 0) > 0) return
      const added: EventItem[] = []
      const removed: EventItem[] = []
      for (const { id = '', variant, quantity } of asked) {
        if (action === 'add' && variant) added.push({ ...itemOfVariant(variant), quantity })
        if (action === 'add') continue
        const byKey = variantOfLine(id)
        const line = lines.get(id) ?? (byKey ? { item: itemOfVariant(byKey), quantity: Number.NaN } : undefined)
        if (!line) continue
        const change = (action === 'remove' ? 0 : quantity) - line.quantity
        if (action === 'remove' || quantity === 0) {
          removed.push({ ...line.item, ...(line.quantity > 0 && { quantity: line.quantity }) })
          lines.delete(id)
        } else if (change > 0) added.push({ ...line.item, quantity: change })
        else if (change < 0) removed.push({ ...line.item, quantity: -change })
      }
      learnCart(answer?.cart, action === 'add' ? added : [])
      for (const [event, items] of [
        ['add_to_cart', added],
        ['remove_from_cart', removed],
      ] as [EventName, EventItem[]][]) {
        if (items.length > 0) emit(event, readParams(`shopify:cart:lines-update`, { items }, page.report))
      }
    }

    function onCart({ cart }: StandardEvent): void {
      learnCart(cart, [])
      const items = (cart?.lines ?? []).flatMap(({ id }) => lines.get(idOf(id) ?? '')?.item ?? [])
      emit('view_cart', readParams('shopify:cart:view', { items }, page.report))
    }

    const listeners: Record<string, (event: StandardEvent) => void | Promise<void>> = {
      'shopify:product:view': onProduct,
      'shopify:product:select': onSelect,
      'shopify:cart:lines-update': onLines,
      'shopify:cart:view': onCart,
      'shopify:search:update': ({ search }) =>
        emit('view_search_results', readParams('shopify:search:update', { search_term: search?.query }, page.report)),
    }
    /** A cart that could not be changed is no event; a payload that cannot be read is told. */
    async function hear(event: Event): Promise<void> {
      try {
        await listeners[event.type]!(event as StandardEvent)
      } catch (cause) {
        if ('promise' in event && (await failed(event.promise))) return
        page.report(
          penchantError('InvalidEvent', `${event.type} could not be read; dispatch it as Shopify's docs say.`, cause),
        )
      }
    }
    for (const type of Object.keys(listeners)) document.addEventListener(type, hear)
    return () => {
      stopped = true
      for (const type of Object.keys(listeners)) document.removeEventListener(type, hear)
    }
  }
}

async function failed(promise: unknown): Promise<boolean> {
  try {
    await promise
    return false
  } catch {
    return true
  }
}
