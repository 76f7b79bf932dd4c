import type { Item } from 'penchant'
import type { ReactElement } from 'react'
import { money } from '../../shop/money.ts'

export function Card({ item, onSelect }: { item: Item; onSelect?: () => void }): ReactElement {
  return (
    <a className="card" href={`/p/${encodeURIComponent(item.id)}`} onClick={onSelect}>
      <img key={item.id} src={`/pictures/${encodeURIComponent(item.id)}.svg`} alt="" />
      <span className="title">{item.title}</span>
      <span className="brand">{item.brand}</span>
      <span className="price">{money(item.price)}</span>
    </a>
  )
}
