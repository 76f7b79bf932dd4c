import type { Item, Recommendation } from 'penchant'
import type { ReactElement } from 'react'
import { createElement } from 'react'
import { type ListStatus, PenchantProvider, useRecommendations, useRerank, useTrack } from './index.ts'

// Checked by the compiler alone: what a shop may write, and what it may not.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type All<T extends true> = T

interface Product {
  sku: string
  stock: number
}

export function Shop({ products, item }: { products: Product[]; item: Item | null }): ReactElement {
  const list = useRecommendations(item && { kind: 'similar', seed: item.id, count: 4, fallback: ['a'] })
  const { items } = useRerank(products, ({ sku }) => sku, { boost: [{ when: 'price < 5', by: 2 }] })
  const ids = useRerank(['a', 'b']).items
  const track = useTrack(item && 'view_item', { item_id: item?.id })
  track('add_to_cart', { items: [{ item_id: 'a', quantity: 2 }], value: '3.50' })
  useTrack('my_own_event')

  // @ts-expect-error no such kind
  useRecommendations({ kind: 'for-me' })
  // @ts-expect-error no id to be found in these, so a function must say
  useRerank(products)
  // @ts-expect-error the list is the first argument
  useRerank(products, ({ sku }) => sku, { items: ['a'] })
  // @ts-expect-error a provider needs a personalizer
  createElement(PenchantProvider, {})

  type Types = [
    Same<typeof list.status, ListStatus>,
    Same<ListStatus, 'idle' | 'loading' | 'stalled' | 'ready'>,
    Same<typeof list.recommendations, readonly Recommendation[]>,
    Same<typeof items, readonly Product[]>,
    Same<(typeof ids)[number], 'a' | 'b'>,
  ]
  return createElement('p', null, ...([] satisfies All<Types[number]>[]))
}
