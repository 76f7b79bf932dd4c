import { useRecommendations, useTrack } from '@penchant/react'
import { useState } from 'react'
import { choose, said } from './personalizer.js'
import { products } from './products.js'

const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

function Card({ item, onLook }) {
  return (
    <button className="card" type="button" onClick={onLook}>
      <b>{item.title ?? item.id}</b>
      {item.price !== undefined && euros.format(item.price)}
    </button>
  )
}

function ForYou() {
  const { recommendations, response } = useRecommendations({ kind: 'for-you', count: 4, fallback: products })
  const track = useTrack()
  const look = ({ item, attribution }) =>
    track('view_item', { items: [{ item_id: item.id }], recommendation_id: response?.id, attribution })
  return (
    <>
      <h2>For you</h2>
      <ul className="grid">
        {recommendations.map((recommendation, place) => (
          // By place: then nothing on the page moves when the list is another.
          <li key={place}>
            <Card item={recommendation.item} onLook={() => look(recommendation)} />
          </li>
        ))}
      </ul>
    </>
  )
}

export function App() {
  const track = useTrack()
  const [asks, setAsks] = useState(said === null)
  const answer = (choice) => {
    choose(choice)
    setAsks(false)
  }
  return (
    <>
      <header>
        <h1>[[name]]</h1>
        <p className="note">Look at a few products; what you do stays in this browser.</p>
      </header>
      <main>
        <ForYou />
        <h2>All products</h2>
        <ul className="grid">
          {products.map((item) => (
            <li key={item.id}>
              <Card item={item} onLook={() => track('view_item', { items: [{ item_id: item.id }] })} />
            </li>
          ))}
        </ul>
      </main>
      {asks && (
        <aside className="consent" aria-label="Consent">
          <p>May this shop learn what you like? All of it is kept in this browser alone.</p>
          <button className="button" type="button" onClick={() => answer('granted')}>
            Yes, on this device
          </button>
          <button className="button quiet" type="button" onClick={() => answer('denied')}>
            No
          </button>
        </aside>
      )}
    </>
  )
}
