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
  const found = findShape([title, ...category.slice().reverse()])
  const id = `p${(hash(`${title}${item.id}`) & 0xffffff).toString(36)}`
  const ink = mixInk(colour.hex, id, random)
  if (!found) return frame('', drawCard(ink, monogram([title, item.brand ?? '', ...category, item.id])))
  const { shape, word } = found
  const gradient = `<linearGradient id="${id}"><stop stop-color="${mix(ink.main, ink.light, 0.8)}"/><stop offset=".4" stop-color="${ink.main}"/><stop offset="1" stop-color="${ink.dark}"/></linearGradient>`
  const wall = pickWall(colour.hex, random)
  const thing = group(fit(shape, random), shape.draw(ink, word))
  if (shape.stage === 'floor') {
    const shadow = `<radialGradient id="${id}s"><stop stop-opacity=".32"/><stop offset="1" stop-opacity="0"/></radialGradient>`
    const floor = rect(0, 148, 200, 52, mix(wall, '#6b5a48', 0.1))
    const contact = ellipse(104, 160, (shape.shadow ?? 50) * enlarged(shape) * 1.25, 11, `url(#${id}s)`)
    return frame(gradient + shadow, backdrop(wall) + floor + contact + thing)
  }
  const depth = shape.stage === 'flat' ? 5 : 8
  const shadow = `<filter id="${id}s" filterUnits="userSpaceOnUse" x="0" y="0" width="200" height="200"><feDropShadow dx="${depth}" dy="${depth + 2}" stdDeviation="${depth}" flood-color="#2b2118" flood-opacity=".24"/></filter>`
  return frame(gradient + shadow, `${backdrop(wall)}<g filter="url(#${id}s)">${thing}</g>`)
}

function frame(definitions: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">${definitions}${content}</svg>`
}

function backdrop(wall: string): string {
  return `${rect(0, 0, 200, 200, wall)}<circle cx="92" cy="88" r="80" fill="#fff" opacity=".24"/>`
}

/** A pale thing needs a wall it stands out from; a deep one may have any. */
function pickWall(colour: string, random: Random): string {
  const walls = WALLS.filter((wall) => distance(wall, colour) > 0.09)
  const wall = random.pick(walls.length > 0 ? walls : WALLS)
  return brightness(colour) > 0.8 ? mix(wall, '#8d8478', 0.22) : wall
}

/** Small things on the floor are drawn larger than life beside furniture, as a shop's photographer would. */
function enlarged(shape: Shape): number {
  return shape.stage === 'floor' && !shape.tall && (shape.shadow ?? 50) <= 62 ? 1.14 : 1
}

/** To the scene's scale, and a little wider or taller than its siblings, about the point where it stands. */
function fit(shape: Shape, random: Random): string {
  const x = enlarged(shape) * random.between(0.95, 1.03)
  const y = enlarged(shape) * random.between(0.95, 1.04)
  const foot = shape.stage === 'floor' ? 160 : 100
  const n = (value: number) => String(Math.round(value * 100) / 100)
  return `matrix(${n(x)} 0 0 ${n(y)} ${n(100 * (1 - x))} ${n(foot * (1 - y))})`
}

/** First letters of the first two words worth naming, of the first text that has any. */
function monogram(texts: readonly string[]): string {
  for (const text of texts) {
    const words = text.slice(0, 400).match(/[\p{L}\p{N}]+/gu) ?? []
    const long = words.filter((word) => word.length > 2 && !/^\p{N}/u.test(word))
    const initials = (long.length > 0 ? long : words).slice(0, 2).map((word) => [...word][0])
    if (initials.length > 0) return initials.join('').toUpperCase()
  }
  return ''
}
