import { type ReactElement, useSyncExternalStore } from 'react'
import { countOf, getCart, subscribeCart } from '../../shop/cart.ts'
import type { Catalogue } from '../../shop/catalogue.ts'
import { getRoute, subscribeRoute } from '../../shop/route.ts'
import { CartPage } from './cart-page.tsx'
import { ConsentBar } from './consent-bar.tsx'
import { ListPage } from './list-page.tsx'
import { ProductPage } from './product-page.tsx'

export function App({ catalogue }: { catalogue: Catalogue }): ReactElement {
  const route = useSyncExternalStore(subscribeRoute, getRoute)
  const cart = useSyncExternalStore(subscribeCart, getCart)
  const { pathname, searchParams } = new URL(route, location.origin)
  const item = catalogue.byId.get(decodeURIComponent(pathname.slice('/p/'.length)))
  return (
    <>
      <header className="bar">
        <a href="/">Corner shop</a>
        <a href="/cart">
          Cart<span className="count">{countOf(cart)}</span>
        </a>
      </header>
      <main>
        {pathname === '/cart' ? (
          <CartPage catalogue={catalogue} cart={cart} />
        ) : pathname.startsWith('/p/') && item ? (
          <ProductPage catalogue={catalogue} item={item} />
        ) : (
          <ListPage catalogue={catalogue} department={searchParams.get('in') ?? catalogue.departments[0]} />
        )}
      </main>
      <ConsentBar />
    </>
  )
}
