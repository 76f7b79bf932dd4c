import { brightness, mix } from './colour.ts'
import type { Ink } from './ink.ts'
import { at, circle, path, rect, stroke } from './svg.ts'

/** A pattern with a monogram: the picture of an item whose kind of thing is not known. */
export function drawCard(ink: Ink, monogram: string): string {
  const { random, main, dark, light, accent, deep } = ink
  const ground = rect(0, 0, 200, 200, main) + random.pick([scales, tiles, hills, beams, dots])(ink)
  if (monogram === '') return ground
  const size = [...monogram].length > 1 ? 50 : 60
  const letters = brightness(deep) > 0.5 ? mix(deep, '#2b2118', 0.6) : deep
  return (
    ground +
    circle(101, 103, 49, deep) +
    circle(100, 100, 49, '#fffdf8') +
    `<circle cx="100" cy="100" r="43" fill="none" stroke="${random.pick([accent, light, dark])}" stroke-width="2.5"/>` +
    `<text x="100" y="${100 + size * 0.35}" font-family="Georgia,'Times New Roman',serif" font-size="${size}" text-anchor="middle" fill="${letters}">${monogram}</text>`
  )
}

type Pattern = (ink: Ink) => string

const each = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')

const scales: Pattern = ({ light, dark, accent }) =>
  each(5, (row) => {
    const y = 190 - row * 42
    const offset = row % 2 ? 25 : 0
    const arches = (r: number) => each(5, (i) => at`M${i * 50 - offset - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0Z`)
    return path(arches(25), row % 2 ? light : dark) + (row === 2 ? path(arches(14), accent) : '')
  })

const tiles: Pattern = ({ random, light, dark, accent }) => {
  const quarter = (x: number, y: number) =>
    random.pick([
      at`M${x} ${y}h50a50 50 0 0 1-50 50Z`,
      at`M${x + 50} ${y}v50a50 50 0 0 1-50-50Z`,
      at`M${x + 50} ${y + 50}h-50a50 50 0 0 1 50-50Z`,
      at`M${x} ${y + 50}v-50a50 50 0 0 1 50 50Z`,
    ])
  const parts: string[] = ['', '', '']
  for (let i = 0; i < 16; i++) parts[random.integer(0, 2)] += quarter((i % 4) * 50, Math.floor(i / 4) * 50)
  return path(parts[0], light) + path(parts[1], dark) + path(parts[2], accent)
}

const hills: Pattern = ({ random, light, dark, accent, deep }) =>
  circle(random.integer(40, 160), 46, 26, accent) +
  [light, dark, deep]
    .map((fill, i) =>
      path(
        at`M0 ${110 + i * 30}Q${random.integer(30, 70)} ${random.integer(60, 90) + i * 34} 100 ${112 + i * 30}T200 ${100 + i * 34}V200H0Z`,
        fill,
      ),
    )
    .join('')

const beams: Pattern = ({ light, dark, accent }) =>
  each(9, (i) => stroke(at`M${i * 40 - 80} 210L${i * 40 + 60} -10`, [light, dark, accent][i % 3], 13))

const dots: Pattern = ({ light, dark, accent }) =>
  each(36, (i) =>
    circle(
      (i % 6) * 38 + (Math.floor(i / 6) % 2 ? 19 : 0),
      Math.floor(i / 6) * 38 + 5,
      i % 5 === 0 ? 11 : 7,
      [light, dark, accent][i % 3],
    ),
  )
