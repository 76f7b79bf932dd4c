/**
 * A visit of a shop that sends GA4's e-commerce events and knows nothing else: every event by both ways into the data
 * layer, and what goes wrong in real shops. Runs in the page, so it refers to nothing outside itself.
 *
 * @param part what was pushed before the script came, or what is pushed after.
 */
export function pushSession(part: 'before' | 'after'): void {
  const page = window as unknown as { dataLayer?: unknown[] }
  page.dataLayer = page.dataLayer ?? []
  const layer = page.dataLayer
  function gtag(..._: unknown[]): void {
    // biome-ignore lint/complexity/noArguments: Google's own snippet pushes them
    layer.push(arguments)
  }
  /** GTM's way: what was there is cleared first. */
  function push(event: string, ecommerce: unknown): void {
    layer.push({ ecommerce: null })
    layer.push({ event, ecommerce })
  }
  const item = (id: string | number, more: object = {}) => ({
    item_id: id,
    item_name: `Name of ${id}`,
    item_brand: 'Mahl',
    item_category: 'Kitchen',
    item_category2: 'Coffee',
    price: '1.299,00 €',
    quantity: 1,
    ...more,
  })
  const list = { item_list_id: 'l1', item_list_name: 'Coffee' }

  if (part === 'before') {
    layer.push({ 'gtm.start': Date.now(), event: 'gtm.js' })
    gtag('js', new Date())
    gtag('config', 'G-0000000000', { user_id: 'u1' })
    gtag('consent', 'default', { ad_storage: 'denied' })

    push('view_item_list', { ...list, items: Array.from({ length: 200 }, (_, i) => item(`row-${i}`, { index: i })) })
    push('select_item', { ...list, items: [item('o-select')] })
    push('view_item', { currency: 'EUR', value: '1299.00', items: [item('o-view')] })
    push('add_to_cart', { currency: 'EUR', value: 10, items: [item('o-add', { price: 5, quantity: '2' })] })
    gtag('event', 'view_item_list', { ...list, items: [item('g-list')] })
    gtag('event', 'select_item', { items: [item('g-select', { item_list_name: 'Teaser' })] })
    gtag('event', 'view_item', { items: [item(4711)], send_to: 'G-0000000000' })
    gtag('event', 'add_to_cart', { items: [item('g-add', { price: 0 })] })

    // Malformed.
    push('view_item', {})
    push('view_item', { items: [] })
    push('view_item', { items: 'o-bad' })
    push('add_to_cart', { items: [{ item_name: 'No id' }, item('o-good-beside-bad'), null, 7] })
    gtag('event', 'view_item')
    gtag('event', 'purchase', { transaction_id: 't-bad', items: { item_id: 'g-bad' } })
    layer.push(null, undefined, 'view_item', 7, [], ['event'], () => {}, document.createElement('a'))
    return
  }

  push('remove_from_cart', { items: [item('o-remove')] })
  push('view_cart', { currency: 'EUR', value: 3, items: [item('o-cart-1'), item('o-cart-2')] })
  push('add_to_wishlist', { items: [item('o-wish')] })
  push('begin_checkout', { coupon: 'SUMMER', items: [item('o-checkout')] })
  push('add_shipping_info', { shipping_tier: 'Ground', items: [item('o-shipping')] })
  push('add_payment_info', { payment_type: 'Card', items: [item('o-payment')] })
  push('purchase', { transaction_id: 'T1', value: 20, tax: 1, shipping: 2, items: [item('o-buy-1'), item('o-buy-2')] })
  push('refund', { transaction_id: 'T1', items: [item('o-refund')] })
  push('refund', { transaction_id: 'T2' })
  push('view_promotion', { promotion_id: 'P', items: [item('o-promotion')] })
  push('select_promotion', { promotion_id: 'P', creative_slot: 'top' })
  layer.push({ event: 'search', search_term: 'grinder' })
  layer.push({ event: 'view_search_results', search_term: 'grinder' })
  gtag('event', 'remove_from_cart', { items: [item('g-remove')] })
  gtag('event', 'view_cart', { items: [item('g-cart')] })
  gtag('event', 'add_to_wishlist', { items: [item('g-wish')] })
  gtag('event', 'begin_checkout', { items: [item('g-checkout')] })
  gtag('event', 'add_shipping_info', { items: [item('g-shipping')] })
  gtag('event', 'add_payment_info', { items: [item('g-payment')] })
  gtag('event', 'purchase', { transaction_id: 'T3', items: [item('g-buy')] })
  gtag('event', 'refund', { transaction_id: 'T3', items: [item('g-refund')] })
  gtag('event', 'view_promotion', { items: [item('g-promotion')] })
  gtag('event', 'select_promotion', { items: [item('g-promotion')] })
  gtag('event', 'search', { search_term: 'kettle' })
  gtag('event', 'view_search_results', { search_term: 'kettle', items: [item('g-found')] })

  // The thank-you page is told once more: by the tag manager, and by the tag.
  push('purchase', { transaction_id: 'T1', items: [item('o-buy-1'), item('o-buy-2')] })
  gtag('event', 'purchase', { transaction_id: 'T1', items: [item('o-buy-1')] })

  // No e-commerce, and none of our business.
  layer.push(
    { event: 'page_view' },
    { event: 'scroll', percent_scrolled: 90 },
    { event: 'gtm.click', 'gtm.element': document.body },
  )
  gtag('event', 'scroll', { percent_scrolled: 90 })
  gtag('event', 'toString', { items: [item('g-bad')] })
  gtag('set', 'user_properties', { items: [item('g-bad')] })

  // Malformed.
  const cyclic: Record<string, unknown> = { item_name: 'Circle' }
  cyclic.item_id = cyclic
  const traps = Object.defineProperty({}, 'items', {
    get() {
      throw new Error('trap')
    },
  })
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  push('view_item', { items: [cyclic] })
  push('view_item', traps)
  push('view_item', proxy)
  push('search', {})
  push('search', { search_term: { toString: 'no' } })
  push('view_item', { items: [{ item_id: 'x'.repeat(501) }] })
  push('view_item', { items: [{ item_id: Number.NaN }, { item_id: '  ' }, { item_id: () => 'g-bad' }] })
  gtag('event', 'add_to_cart', proxy)
  gtag('event', 'add_to_cart', 'g-bad')
  gtag('event', 'add_to_cart', { items: [[item('g-bad')]] })
  layer.push(proxy, Object.create(null), Symbol('view_item'), { event: { toString: () => 'view_item' } })
}
