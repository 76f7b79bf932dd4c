import { useRecommendations, useTrack } from '@penchant/react'
import type { ShopRequest } from 'penchant'
import type { ReactElement } from 'react'
import { Card } from './card.tsx'

interface ShelfProps {
  heading: string
  request: ShopRequest
  /** What is said of the shop's own order. */
  own: string
  /** What is said of a list for this visitor. */
  personal: string
}

/** A row of recommendations: the request's `fallback` until, and unless, there is something better. */
export function Shelf({ heading, request, own, personal }: ShelfProps): ReactElement {
  const { recommendations, status, response } = useRecommendations(request)
  const track = useTrack()
  return (
    <section className="shelf" data-status={status}>
      <h2>{heading}</h2>
      <p className="note">{response ? personal : own}</p>
      <ul className="grid">
        {recommendations.map(({ item, attribution }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place keeps its element, so that nothing on the page moves
          <li key={place}>
            <Card
              item={item}
              onSelect={() =>
                track('select_item', {
                  items: [{ item_id: item.id }],
                  item_list_name: heading,
                  recommendation_id: response?.id,
                  attribution,
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
