import { readFile, stat } from 'node:fs/promises'
import { extname, isAbsolute, relative, resolve } from 'node:path'
import { escapeHtml, type Section } from '../report/page.ts'
import type { EvaluationReport } from './evaluation-report.ts'
import type { Example } from './examples.ts'

/** Items of the session, and of a list, that are shown. */
const SEEN = 6
const SHOWN = 5
/** Methods that stand open; the others unfold. */
const OPEN = 4
const LARGEST_PICTURE = 100_000
const TYPES: Record<string, string> = {
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.avif': 'image/avif' },
  ...{ '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif' },
}

/** Real sessions, what came next, and what each method would have shown. */
export async function exampleSessions({
  examples,
  published: { catalogue },
  evaluation,
  pictures,
}: EvaluationReport): Promise<Section> {
  const byQuality = [...evaluation.rows].sort((a, b) => b['NDCG@10'] - a['NDCG@10']).map(({ method }) => method)
  const own = evaluation.rows[0].method
  const order = [own, ...byQuality.filter((method) => method !== own)]

  const drawn = new Set<number>()
  const card = (row: number, hit: boolean): string => {
    const { id, title } = catalogue.item(row)
    const picture = pictures ? `<i class="thumb p${row}"></i>` : ''
    if (pictures) drawn.add(row)
    return `<li${hit ? ' class="hit"' : ''}>${picture}<span>${escapeHtml(title ?? id)}</span></li>`
  }
  const shelf = (rows: Iterable<number>, hits: readonly number[]): string =>
    `<ol class="shelf">${[...rows].map((row) => card(row, hits.includes(row))).join('')}</ol>`
  const plain = (list: Int32Array, hits: readonly number[]): string =>
    [...list.subarray(0, SHOWN)]
      .map((row) => {
        const { id, title } = catalogue.item(row)
        const text = escapeHtml(title ?? id)
        return hits.includes(row) ? `<b>✓ ${text}</b>` : text
      })
      .join(' · ') || 'nothing to say'

  const article = ({ query, lists }: Example, i: number): string => {
    const { sequence, end, targets } = query
    const known = targets.filter((row) => row > 0)
    const line = (method: string) =>
      `<dt>${escapeHtml(method)}</dt><dd>${plain(lists[method] ?? new Int32Array(0), known)}</dd>`
    const session = sequence.rows.subarray(Math.max(0, end - SEEN), end)
    const rest = order.slice(OPEN)
    return `<article><h3>${i + 1}. ${end} ${end === 1 ? 'interaction' : 'interactions'} before</h3>
<p class="label">last seen</p>${shelf(session, [])}
<p class="label">came next</p>${shelf(known.slice(0, SEEN), known)}
<p class="label">Penchant would have shown</p>${shelf((lists[own] ?? new Int32Array(0)).subarray(0, SHOWN), known)}
<dl>${order.slice(1, OPEN).map(line).join('')}</dl>${rest.length > 0 ? `<details><summary>${rest.length} more methods</summary><dl>${rest.map(line).join('')}</dl></details>` : ''}</article>`
  }

  const articles = examples.map(article).join('\n')
  const hits = examples.filter(({ query, lists }) => lists[own]?.some((row) => query.targets.includes(row))).length
  return {
    heading: `${examples.length} real sessions`,
    body: `${pictures ? await pictureStyle(drawn, (row) => catalogue.item(row).image, pictures) : ''}<p>Drawn at random, one a visitor. In ${hits} of them what came next is among Penchant’s first ten. ✓ marks what came next.</p><div class="examples">${articles}</div>`,
  }
}

/** Each picture once, as a class; what cannot be had is left blank. */
async function pictureStyle(
  rows: Iterable<number>,
  imageOf: (row: number) => string | undefined,
  folder: string,
): Promise<string> {
  const root = resolve(folder)
  const rules: string[] = []
  for (const row of rows) {
    const image = imageOf(row)
    const type = image && TYPES[extname(image).toLowerCase()]
    if (!image || !type) continue
    const path = resolve(root, image.replace(/^\/+/, ''))
    // A path of the catalogue that leads out of the folder is none of its pictures.
    const inside = relative(root, path)
    if (inside.startsWith('..') || isAbsolute(inside)) continue
    const found = await stat(path).catch(() => null)
    if (!found?.isFile() || found.size > LARGEST_PICTURE) continue
    const bytes = await readFile(path)
    rules.push(`.p${row}{background-image:url(data:${type};base64,${bytes.toString('base64')})}`)
  }
  return `<style>${rules.join('\n')}</style>`
}
