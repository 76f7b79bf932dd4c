import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const DOCS: string = fileURLToPath(new URL('..', import.meta.url))
const ROOT = dirname(resolve(DOCS))

/** `docs/…` of every page, generated ones left out. */
export function pages(folder: string = DOCS): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(api|source|\.vitepress|pictures)$/.test(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return pages(path)
    return entry.name.endsWith('.md') ? [relative(DOCS, path)] : []
  })
}

/**
 * The file of the repository, outside `docs/`, that a link of a page leads to; undefined for every other link.
 * @param page relative to `docs/`
 */
export function repositoryFile(page: string, link: string): string | undefined {
  if (!/^\.\.?\//.test(link)) return
  const target = resolve(DOCS, dirname(page), link.replace(/[#?].*$/, ''))
  if (!relative(DOCS, target).startsWith('..')) return
  return relative(ROOT, target)
}

/** Every file outside `docs/` that a page links to, with its text: the site shows them as pages of their own. */
export function linkedFiles(): { path: string; text: string }[] {
  const linked = new Set<string>()
  for (const page of pages()) {
    for (const [, link] of readFileSync(join(DOCS, page), 'utf8').matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
      const file = repositoryFile(page, link)
      if (file && statSync(join(ROOT, file)).isFile()) linked.add(file)
    }
  }
  return [...linked].sort().map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}
