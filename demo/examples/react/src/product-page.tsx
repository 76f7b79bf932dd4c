import { useTrack } from '@penchant/react'
import type { Item } from 'penchant'
import type { ReactElement } from 'react'
import { getCart, setQuantity } from '../../shop/cart.ts'
import { type Catalogue, ofCategory } from '../../shop/catalogue.ts'
import { money } from '../../shop/money.ts'
import { purchase } from '../../shop/purchase.ts'
import { Shelf } from './shelf.tsx'

export function ProductPage({ catalogue, item }: { catalogue: Catalogue; item: Item }): ReactElement {
  const track = useTrack('view_item', purchase(item))
  function buy(): void {
    setQuantity(item.id, (getCart()[item.id] ?? 0) + 1)
    track('add_to_cart', purchase(item))
  }
  return (
    <>
      <div className="product">
        <img key={item.id} src={item.image} alt="" />
        <div>
          <p className="soft">{item.category?.join(' › ')}</p>
          <h1 tabIndex={-1}>{item.title}</h1>
          <p className="soft">by {item.brand}</p>
          <p className="price">{money(item.price)}</p>
          <button type="button" onClick={buy}>
            Add to cart
          </button>
        </div>
      </div>
      <Shelf
        heading="Similar"
        own="More of this kind."
        personal="Near it in the model’s eyes."
        request={{ kind: 'similar', seed: item.id, count: 4, maxPerBrand: 1, fallback: ofCategory(catalogue, item, 4) }}
      />
    </>
  )
}
