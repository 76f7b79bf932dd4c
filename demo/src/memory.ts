import type { Item } from 'penchant'
import type { ShopPersonalizer } from './shop-personalizer.ts'

const MOST = 100

/** Items the visitor has met, by id: what a reason or a stored interaction is about is shown with a title and a picture. */
export interface Memory {
  get(id: string): Item | undefined
  add(items: readonly Item[]): void
  /** Asks the engine, on this device, for all it has seen lately. No server learns of it. */
  refresh(): Promise<void>
}

export function createMemory(personalizer: ShopPersonalizer): Memory {
  const items = new Map<string, Item>()
  const add = (more: readonly Item[]) => {
    for (const item of more) items.set(item.id, item)
  }
  return {
    get: (id) => items.get(id),
    add,
    async refresh() {
      const answer = await personalizer.recommend({ kind: 'recently-viewed', count: MOST })
      add(answer.items.map(({ item }) => item))
    },
  }
}
