import { useTrack } from '@penchant/react'
import type { Item } from 'penchant'
import type { ReactElement } from 'react'
import { type Cart, setQuantity } from '../../shop/cart.ts'
import type { Catalogue } from '../../shop/catalogue.ts'
import { money } from '../../shop/money.ts'
import { purchase } from '../../shop/purchase.ts'
import { Shelf } from './shelf.tsx'

export function CartPage({ catalogue, cart }: { catalogue: Catalogue; cart: Cart }): ReactElement {
  const track = useTrack('view_cart')
  const lines = Object.entries(cart).flatMap(([id, quantity]) => {
    const item = catalogue.byId.get(id)
    return item ? [{ item, quantity }] : []
  })
  const total = lines.reduce((sum, { item, quantity }) => sum + item.price! * quantity, 0)
  function change(item: Item, quantity: number, by: 1 | -1): void {
    setQuantity(item.id, quantity + by)
    track(by > 0 ? 'add_to_cart' : 'remove_from_cart', purchase(item))
  }
  return (
    <>
      <h1 tabIndex={-1}>Cart</h1>
      {lines.length === 0 && <p className="total soft">Nothing in it yet.</p>}
      <ul>
        {lines.map(({ item, quantity }) => (
          <li className="line" key={item.id}>
            <img src={item.image} alt="" />
            <div>
              <a href={item.url}>{item.title}</a>
              <span className="price">{money(item.price)}</span>
            </div>
            <div className="quantity">
              <button
                type="button"
                className="quiet round"
                aria-label={`One ${item.title} less`}
                onClick={() => change(item, quantity, -1)}
              >
                −
              </button>
              {quantity}
              <button
                type="button"
                className="quiet round"
                aria-label={`One ${item.title} more`}
                onClick={() => change(item, quantity, 1)}
              >
                +
              </button>
            </div>
          </li>
        ))}
      </ul>
      {lines.length > 0 && (
        <p className="total">
          Together <span className="price">{money(total)}</span>
        </p>
      )}
      <Shelf
        heading="Goes with your cart"
        own="What most visitors like."
        personal="What others took along."
        request={{
          kind: 'complete-cart',
          count: 4,
          maxPerCategory: 1,
          exclude: Object.keys(cart),
          fallback: catalogue.products.slice(0, 8),
        }}
      />
    </>
  )
}
