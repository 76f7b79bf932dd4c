import { type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** Colours of the page's own, which follow its dark and light. */
export const COLOURS = { accent: 'var(--accent)', warm: 'var(--warm)', quiet: 'var(--quiet)', line: 'var(--line)' }

/** A picture as the text of an SVG element, drawn without a browser. */
export function plotSvg(options: PlotOptions): string {
  const { document } = parseHTML('<!doctype html><body></body>')
  return plot({ ...options, document: document as unknown as PlotOptions['document'] }).outerHTML
}
