import type { Item } from '@penchant/protocol'
import { hash, Random } from '../simulate/random.ts'
import { drawCard } from './card.ts'
import { brightness, distance, mix } from './colour.ts'
import { findColour } from './find-colour.ts'
import { findShape } from './find-shape.ts'
import { mixInk } from './ink.ts'
import type { Shape } from './shape.ts'
import { ellipse, group, rect } from './svg.ts'

/** Walls that things stand in front of: quiet, warm, all of one lightness, so that a grid is calm. */
const WALLS = ['#efe7dc', '#e4e9e0', '#e2e8ec', '#f1e3da', '#ebe5ee', '#f3ecd6', '#e8e6e2']

/**
 * A picture of any item as SVG text, square, under 2.5 kB; the same item gives the same picture. What
 * kind of thing it is comes from the category and the title, its colour from the title; colours of
 * one product share their shape. An item of an unknown kind gets a pattern with a monogram.
 * The text of the item itself never enters the picture, but for a monogram's letters.
 */
export function drawItem(item: Item): string {
  const title = item.title ?? ''
  const category = item.category ?? []
  const colour = findColour(title, category)
  const key = colour.base || category.join('/') || item.id
  const random = new Random('picture', item.brand ?? '', key.slice(0, 400))
  const shape = findShape([title, ...category.slice().reverse()])
  const id = `p${(hash(`${title}${item.id}`) & 0xffffff).toString(36)}`
  const ink = mixInk(colour.hex, id, random)
  const art = shape
    ? stage(shape, colour.hex, id, random) + group(stretch(random), shape.draw(ink))
    : drawCard(ink, monogram([title, item.brand ?? '', ...category, item.id]))
  const gradient = `<linearGradient id="${id}"><stop stop-color="${mix(ink.main, ink.light, 0.8)}"/><stop offset=".4" stop-color="${ink.main}"/><stop offset="1" stop-color="${ink.dark}"/></linearGradient>`
  const shadow = `<radialGradient id="${id}s"><stop stop-opacity=".3"/><stop offset="1" stop-opacity="0"/></radialGradient>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">${shape ? gradient + shadow : ''}${art}</svg>`
}

function stage(shape: Shape, colour: string, id: string, random: Random): string {
  // A pale thing needs a wall it stands out from; a deep one any wall.
  const walls = WALLS.filter((wall) => distance(wall, colour) > 0.09)
  const drawn = random.pick(walls.length > 0 ? walls : WALLS)
  const wall = brightness(colour) > 0.8 ? mix(drawn, '#8d8478', 0.22) : drawn
  const shadow = `url(#${id}s)`
  const light = `<circle cx="92" cy="88" r="78" fill="#fff" opacity=".28"/>`
  if (shape.stage === 'floor') {
    const half = shape.shadow ?? 50
    return (
      rect(0, 0, 200, 200, wall) +
      light +
      rect(0, 148, 200, 52, mix(wall, '#6b5a48', 0.1)) +
      ellipse(104, 160, half * 1.25, 11, shadow)
    )
  }
  const fall = shape.stage === 'flat' ? ellipse(108, 114, 92, 84, shadow) : ellipse(110, 112, 78, 78, shadow)
  return rect(0, 0, 200, 200, wall) + light + fall
}

/** A little wider or taller than drawn, about the point where it stands. */
function stretch(random: Random): string {
  const x = random.between(0.94, 1.04)
  const y = random.between(0.94, 1.05)
  const n = (value: number) => String(Math.round(value * 100) / 100)
  return `matrix(${n(x)} 0 0 ${n(y)} ${n(100 * (1 - x))} ${n(160 * (1 - y))})`
}

/** First letters of the first two words that have letters, of the first text that has any. */
function monogram(texts: readonly string[]): string {
  for (const text of texts) {
    const initials = (text.slice(0, 400).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => [...word][0]!)
    if (initials.length > 0) return initials.slice(0, 2).join('').toUpperCase()
  }
  return ''
}
