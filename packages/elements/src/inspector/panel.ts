import { build } from '../build.ts'

/** One tab of the inspector. */
export interface Panel {
  readonly title: string
  readonly element: HTMLElement
  /** Brings it up to date; called while it is seen. Rejections are told by the inspector. */
  update(): unknown
  /** Ends what it listens to. */
  end?(): void
}

export type Fact = [name: string, value: string | number | null | undefined | Node]

/** A table of names and values, without what there is nothing to say of. */
export function facts(...rows: Fact[]): HTMLElement {
  const cells = rows.flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [build('dt', {}, name), build('dd', {}, value instanceof Node ? value : String(value))],
  )
  return build('dl', {}, ...cells)
}

/** A bar of parts that follow one another, each a share of 1. */
export function bar(label: string, ...parts: [kind: string, share: number][]): HTMLElement {
  const pieces = parts.map(([kind, share]) => {
    const piece = build('i', { class: kind })
    piece.style.inlineSize = `${Math.max(0, Math.min(1, share)) * 100}%`
    return piece
  })
  return build('span', { class: 'bar', role: 'img', 'aria-label': label, title: label }, ...pieces)
}

export const none = (text: string): HTMLElement => build('p', { class: 'none' }, text)

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
export const short = (value: number): string => number.format(value)
export const percent = (share: number): string => `${short(share * 100)} %`
export const clock = (time: number): string => new Date(time).toLocaleTimeString('en-GB')
export const milliseconds = (value: number | null): string | null => (value === null ? null : `${short(value)} ms`)
export const bytes = (count: number): string => (count < 1e6 ? `${short(count / 1e3)} kB` : `${short(count / 1e6)} MB`)
