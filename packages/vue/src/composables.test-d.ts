import type { Item, Personalizer, Recommendation } from 'penchant'
import { type ComputedRef, createApp, type Ref } from 'vue'
import { type ListStatus, penchant, useRecommendations, useRerank, useTrack } from './index.ts'

// Checked by the compiler alone: what a shop may write, and what it may not.

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type All<T extends true> = T

interface Product {
  sku: string
  stock: number
}

export function setup(props: { item: Item | null }, products: Ref<Product[]>, personalizer: Personalizer) {
  const list = useRecommendations(() => props.item && { kind: 'similar', seed: props.item.id, fallback: ['a'] })
  useRecommendations({ count: 4 })
  const { items } = useRerank(products, ({ sku }) => sku, { boost: [{ when: 'price < 5', by: 2 }] })
  const track = useTrack(
    () => props.item && 'view_item',
    () => ({ item_id: props.item?.id }),
  )
  track('add_to_cart', { items: [{ item_id: 'a', quantity: 2 }], value: '3.50' })
  useTrack('my_own_event')
  createApp({}).use(penchant, personalizer)

  // @ts-expect-error no such kind
  useRecommendations({ kind: 'for-me' })
  // @ts-expect-error no id to be found in these, so a function must say
  useRerank(products)
  // @ts-expect-error the plugin needs a personalizer
  createApp({}).use(penchant)

  type Types = [
    Same<typeof list.status, ComputedRef<ListStatus>>,
    Same<typeof list.recommendations, ComputedRef<readonly Recommendation[]>>,
    Same<typeof items, ComputedRef<readonly Product[]>>,
  ]
  return [] satisfies All<Types[number]>[]
}
