/** One self-contained page: no script, no request, readable in dark and light and on paper. */
export interface Page {
  title: string
  /** What a hurried reader takes away; HTML. */
  summary: string
  sections: Section[]
  /** Kept in the page for whoever wants to compute with it. */
  data: unknown
}

export interface Section {
  heading: string
  /** HTML. */
  body: string
}

export function pageHtml({ title, summary, sections, data }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escapeHtml(title)}</h1>
<div class="summary">${summary}</div>
${sections.map(({ heading, body }) => `<section><h2>${escapeHtml(heading)}</h2>${body}</section>`).join('\n')}
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
</html>
`
}

/** Rows of cells; the first row is the head. A number is set to the right, a sentence gets room; HTML is not read. */
export function tableHtml([head, ...rows]: readonly (readonly (string | number)[])[]): string {
  const kind = (value: string | number): string => {
    const text = String(value)
    if (text.length > 40) return ' class="prose"'
    return typeof value === 'number' || /^[−+-]?\d/.test(text) ? ' class="number"' : ''
  }
  const cell = (tag: string) => (value: string | number) =>
    `<${tag}${kind(value)}>${escapeHtml(String(value))}</${tag}>`
  const line = (tag: string, cells: readonly (string | number)[]) => `<tr>${cells.map(cell(tag)).join('')}</tr>`
  return `<div class="scroll"><table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table></div>`
}

/** A picture with a sentence that says what is to be seen in it. */
export function figureHtml(svg: string, caption: string): string {
  return `<figure><div class="scroll">${svg}</div><figcaption>${escapeHtml(caption)}</figcaption></figure>`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `
:root { --ink: #16201c; --quiet: #5b6762; --paper: #fff; --line: #dfe4e1; --tint: #eaf2ed; --accent: #14583f; --warm: #c9772b }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eeea; --quiet: #9fada6; --paper: #141a17; --line: #313a35; --tint: #1d2822; --accent: #6fce9f; --warm: #eba65c }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem }
.summary { background: var(--tint); border-radius: .75rem; padding: 1rem 1.25rem }
.summary p:first-child { margin-top: 0 } .summary p:last-child { margin-bottom: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem }
th, td { text-align: left; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
th { color: var(--quiet); font-weight: 500 }
.number { text-align: right; white-space: nowrap } .prose { min-width: 17rem }
figure { margin: 1rem 0 } figcaption { color: var(--quiet); font-size: .9rem; margin-top: .35rem }
/* On a phone a wide picture is pushed sideways rather than shrunk until nobody can read it. */
figure svg { max-width: 100%; min-width: 40rem; height: auto; overflow: visible; --plot-background: var(--paper); color: var(--quiet) }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .5rem 1.5rem }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem }
pre { overflow-x: auto; background: var(--tint); border-radius: .5rem; padding: .75rem 1rem; font-size: .85rem }
/* Two side by side where there is room; each shrinks to a phone. */
.wide.grid { grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)) }
figure.small { margin: 0 } figure.small svg { min-width: 0; width: 100% }
.key { display: inline-block; width: 1.4em; height: .25em; border-radius: 1em; vertical-align: middle; margin: 0 .2em 0 .6em; background: var(--quiet) }
.key.own { background: var(--accent); margin-left: 0 } .key.other { background: var(--warm) } .key.rest { opacity: .4 }
.examples article { border-top: 1px solid var(--line); padding: .5rem 0 1rem }
.examples .label { color: var(--quiet); font-size: .85rem; margin: .5rem 0 .15rem }
.shelf { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0 }
.shelf li { display: flex; flex-direction: column; gap: .25rem; width: 7.5rem; padding: .4rem; border: 1px solid var(--line); border-radius: .5rem; font-size: .78rem; line-height: 1.3; box-sizing: border-box }
.shelf .hit { border-color: var(--accent); background: var(--tint) } .shelf .hit span::before { content: '✓ '; color: var(--accent); font-weight: 700 }
.thumb { display: block; height: 4.5rem; border-radius: .3rem; background: var(--line) center / contain no-repeat }
dl { font-size: .85rem; margin: .5rem 0 } dt { color: var(--quiet) } dd { margin: 0 0 .4rem } dd b { color: var(--accent) }
details { font-size: .85rem } summary { color: var(--quiet); cursor: pointer }
@media print { article, figure { break-inside: avoid } .thumb, .key { print-color-adjust: exact } }
@media print { :root { --paper: #fff; --ink: #000 } section { break-inside: avoid } }
`
