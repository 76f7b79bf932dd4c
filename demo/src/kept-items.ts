import type { Item } from 'penchant'
import { stored } from './stored.ts'

/** An item as the cart or the wish list remembers it: all a line needs, so that nobody has to be asked. */
export interface KeptItem {
  item: Item
  quantity: number
}

export interface KeptItems {
  all(): KeptItem[]
  has(id: string): boolean
  /** Sum of the quantities. */
  count(): number
  /** Adds to what is there. */
  add(item: Item, quantity?: number): void
  /** 0 removes. */
  setQuantity(id: string, quantity: number): void
  clear(): void
  subscribe(listener: () => void): void
}

const MOST = 99

function isKept(value: unknown): value is KeptItem {
  const { item, quantity } = (value ?? {}) as Partial<KeptItem>
  return typeof item?.id === 'string' && Number.isInteger(quantity) && quantity! > 0
}

/** A cart or a wish list, kept by this browser. @param name differs from shop to shop. */
export function keptItems(name: string): KeptItems {
  const store = stored<KeptItem[]>('local', name, [], (value) => Array.isArray(value) && value.every(isKept))
  const listeners: (() => void)[] = []
  const set = (lines: KeptItem[]) => {
    store.set(lines)
    for (const listener of listeners) listener()
  }
  addEventListener('storage', ({ key }) => {
    if (key === name) for (const listener of listeners) listener()
  })
  return {
    all: store.get,
    has: (id) => store.get().some(({ item }) => item.id === id),
    count: () => store.get().reduce((sum, { quantity }) => sum + quantity, 0),
    add(item, quantity = 1) {
      const lines = store.get()
      const line = lines.find((other) => other.item.id === item.id)
      if (line) line.quantity = Math.min(MOST, line.quantity + quantity)
      else lines.unshift({ item, quantity: Math.min(MOST, quantity) })
      set(lines)
    },
    setQuantity(id, quantity) {
      const lines = store.get()
      set(
        lines.flatMap((line) => {
          if (line.item.id !== id) return [line]
          return quantity > 0 ? [{ ...line, quantity: Math.min(MOST, quantity) }] : []
        }),
      )
    },
    clear: () => set([]),
    subscribe: (listener) => listeners.push(listener),
  }
}
