import { useRerank } from '@penchant/react'
import { type ReactElement, useMemo } from 'react'
import type { Catalogue } from '../../shop/catalogue.ts'
import { Card } from './card.tsx'
import { Shelf } from './shelf.tsx'

const LISTED = 24

export function ListPage({ catalogue, department }: { catalogue: Catalogue; department: string }): ReactElement {
  const { products, departments } = catalogue
  const own = useMemo(() => products.filter(({ category }) => category![0] === department), [products, department])
  const { items, status } = useRerank(own)
  return (
    <>
      <h1 tabIndex={-1}>Good things for every room</h1>
      <Shelf
        heading="For you"
        own="What most visitors like."
        personal="Chosen in your browser, from what you looked at."
        request={{ count: 4, maxPerCategory: 1, fallback: products.slice(0, 4) }}
      />
      <section className="shelf" data-status={status}>
        <h2>Departments</h2>
        <nav className="chips" aria-label="Departments">
          {departments.map((name) => (
            <a key={name} href={`/?in=${encodeURIComponent(name)}`} aria-current={name === department && 'page'}>
              {name}
            </a>
          ))}
        </nav>
        <ul className="grid" aria-label={department}>
          {items.slice(0, LISTED).map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place keeps its element, so that nothing on the page moves
            <li key={place}>
              <Card item={item} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
