import { build } from './build.ts'
import type { CardFacts } from './card-facts.ts'

/** A card of fixed height: each of its lines has its place, whether or not there is something to say. */
export function defaultCard(facts: Partial<CardFacts>): HTMLElement {
  const { image } = facts
  const lines = ['brand', 'title', 'price', 'reason'] as const
  const [brand, title, price, reason] = lines.map((part) => build('span', { part }, facts[part]))
  const picture = build(
    'span',
    { part: 'picture' },
    image && build('img', { part: 'image', src: image, alt: '', loading: 'lazy' }),
  )
  return build(
    'div',
    { part: 'card' },
    build('a', { part: 'link', href: facts.url }, picture, brand, title, price),
    reason,
  )
}
