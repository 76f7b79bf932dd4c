export type Cart = Readonly<Record<string, number>>

const KEY = 'example:cart'
const listeners = new Set<() => void>()

function read(): Cart {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
}

let cart = read()

/** Quantities by product id; the same object until one changes. */
export const getCart = (): Cart => cart

export function setQuantity(id: string, quantity: number): void {
  const { [id]: _, ...others } = cart
  cart = quantity > 0 ? { ...others, [id]: quantity } : others
  localStorage.setItem(KEY, JSON.stringify(cart))
  for (const listener of listeners) listener()
}

export const countOf = (cart: Cart): number => Object.values(cart).reduce((sum, quantity) => sum + quantity, 0)

export function subscribeCart(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
