/** Markup that is safe to put into a page: made by `html` or by `trusted`, never from data. */
export class Html {
  constructor(readonly markup: string) {}
  toString(): string {
    return this.markup
  }
}

export type Part = Html | string | number | false | null | undefined | readonly Part[]

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup
  if (part === false || part === null || part === undefined) return ''
  if (Array.isArray(part)) return part.map(render).join('')
  return escapeHtml(String(part))
}

/** A template whose every value is escaped unless it is markup itself. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  let markup = strings[0]!
  for (let i = 0; i < values.length; i++) markup += render(values[i]) + strings[i + 1]!
  return new Html(markup)
}

/** For markup that we wrote ourselves (icons, drawings). */
export function trusted(markup: string): Html {
  return new Html(markup)
}

/** JSON for a `<script type="application/json">`: `<` is escaped so that no title can close the element. */
export function embeddedJson(id: string, value: unknown): Html {
  const json = JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
  return new Html(`<script type="application/json" id="${escapeHtml(id)}">${json}</script>`)
}
