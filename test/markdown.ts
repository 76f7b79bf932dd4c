import { slug } from '../docs/.vitepress/slug.ts'

/** A fenced block. `given` is what a sample takes for granted, from `<!-- given: … -->` on the line before it. */
export interface Block {
  language: string
  code: string
  line: number
  given: string
}

export interface Link {
  target: string
  title: string
  line: number
}

const FENCE = /^(?:<!-- given: (.*) -->\n+)?^```(\S*)\n([\s\S]*?)^```$/gm

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

export function blocksOf(text: string): Block[] {
  return [...text.matchAll(FENCE)].map(({ 0: all, 1: given = '', 2: language, 3: code, index }) => ({
    given,
    language,
    code,
    line: lineAt(text, index + all.indexOf('```')),
  }))
}

/** The text with its blocks blanked out, line for line. */
export const proseOf = (text: string): string => text.replace(FENCE, (block) => block.replace(/[^\n]/g, ''))

/** Links and pictures, inline code left out. */
export function linksOf(text: string): Link[] {
  const prose = proseOf(text).replace(/`[^`\n]*`/g, (code) => '`'.repeat(code.length))
  return [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/g)].map(({ 1: target, 2: title = '', index }) => ({
    target,
    title,
    line: lineAt(prose, index),
  }))
}

/** Inline code, as it stands between its backticks. */
export const spansOf = (text: string): string[] => [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code)

/** Anchors of the headings. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>()
  return [...proseOf(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => {
    const anchor = slug(heading.replace(/[`*]|\]\([^)]*\)|\[/g, ''))
    const before = seen.get(anchor) ?? 0
    seen.set(anchor, before + 1)
    return before === 0 ? anchor : `${anchor}-${before}`
  })
}
