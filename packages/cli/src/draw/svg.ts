/** SVG elements as text. Numbers are cut to one decimal: at 200 units a side nobody sees the second. */

const n = (value: number): string => String(Math.round(value * 10) / 10)

/** Template tag for path data: `at`M${x} ${y}`` with every number cut to one decimal. */
export function at(parts: TemplateStringsArray, ...values: number[]): string {
  return parts.reduce((text, part, i) => text + (i > 0 ? n(values[i - 1]) : '') + part, '')
}

export function rect(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  const r = radius > 0 ? ` rx="${n(radius)}"` : ''
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"${r} fill="${fill}"/>`
}

export function circle(cx: number, cy: number, r: number, fill: string): string {
  return `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" fill="${fill}"/>`
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, fill: string): string {
  return `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"/>`
}

export function path(d: string, fill: string): string {
  return `<path d="${d}" fill="${fill}"/>`
}

/** An open line with round ends. */
export function stroke(d: string, colour: string, width: number): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"/>`
}

/** The shaded side: black laid thinly over what is there. */
export function dim(d: string, opacity = 0.12): string {
  return `<path d="${d}" opacity="${opacity}"/>`
}

/** The lit side: white laid thinly over what is there. */
export function glow(d: string, opacity = 0.3): string {
  return `<path d="${d}" fill="#fff" opacity="${opacity}"/>`
}

/** Turned clockwise about the picture's middle, or about another point. */
export function turn(degrees: number, content: string, x = 100, y = 100): string {
  return group(`rotate(${degrees} ${x} ${y})`, content)
}

export function group(transform: string, content: string): string {
  return `<g transform="${transform}">${content}</g>`
}

/** A body of revolution seen from the side: straight walls, rounded foot. */
export interface Vessel {
  cx: number
  top: number
  bottom: number
  /** Widths at the top and at the bottom. */
  wide: number
  foot: number
  radius: number
}

/** Outline of a vessel. */
export function vessel({ cx, top, bottom, wide, foot, radius: r }: Vessel): string {
  const [a, b, w, f] = [cx - wide / 2, cx + wide / 2, cx - foot / 2, cx + foot / 2]
  return at`M${a} ${top}L${w} ${bottom - r}Q${w} ${bottom} ${w + r} ${bottom}H${f - r}Q${f} ${bottom} ${f} ${bottom - r}L${b} ${top}Z`
}

/** Outline of the ring of a vessel's wall between two heights. */
export function ring({ cx, top, bottom, wide, foot }: Vessel, from: number, to: number): string {
  const half = (y: number) => (wide + ((foot - wide) * (y - top)) / (bottom - top)) / 2
  return at`M${cx - half(from)} ${from}H${cx + half(from)}L${cx + half(to)} ${to}H${cx - half(to)}Z`
}
