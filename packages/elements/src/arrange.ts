/**
 * Puts `order`, children of one parent, into this order, in the places that they take among its other children. The
 * child with the focus is never moved: the others go around it, so that neither focus nor a caret is lost.
 */
export function arrange(order: readonly Element[]): void {
  const parent = order[0]?.parentElement
  if (!parent) return
  const moved = new Set(order)
  const next = order.values()
  const wanted = [...parent.children].map((child) => (moved.has(child) ? next.next().value! : child))
  const pivot = Math.max(
    0,
    wanted.findIndex((child) => child.matches(':focus-within')),
  )
  for (let i = pivot - 1; i >= 0; i--) {
    if (wanted[i].nextElementSibling !== wanted[i + 1]) wanted[i + 1].before(wanted[i])
  }
  for (let i = pivot + 1; i < wanted.length; i++) {
    if (wanted[i].previousElementSibling !== wanted[i - 1]) wanted[i - 1].after(wanted[i])
  }
}
