import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type DefaultTheme, defineConfig } from 'vitepress'
import { DOCS, pages, repositoryFile } from './repository-files.ts'
import { slug } from './slug.ts'

const titleOf = (page: string): string => /^# (.+)$/m.exec(readFileSync(join(DOCS, page), 'utf8'))?.[1] ?? page
const entry = (page: string): DefaultTheme.SidebarItem => ({
  text: titleOf(page),
  link: `/${page.replace(/\.md$/, '')}`,
})
const decisions = pages()
  .filter((page) => /^decisions\/\d/.test(page))
  .sort()
const modules = ['penchant', 'penchant/list', 'penchant/experiments', 'penchant/engine']
const packages = readdirSync(join(DOCS, 'api/@penchant'), { encoding: 'utf8' }).map(
  (name) => `@penchant/${name.replace(/\.md$/, '')}`,
)

const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Ten minutes',
    items: [
      { text: 'Shop owner', link: '/start/shop' },
      { text: 'Front-end developer', link: '/start/developer' },
      { text: 'Data person', link: '/start/data' },
    ],
  },
  {
    text: 'On the page',
    items: ['serving.md', 'sources.md', 'elements.md', 'frameworks.md', 'experiments.md'].map(entry),
  },
  { text: 'Trust', items: ['recipes.md', 'privacy.md', 'dpia.md', 'browsers.md', 'limits.md'].map(entry) },
  {
    text: 'The model',
    items: ['how-it-works.md', 'which-algorithm.md', 'training.md', 'commands.md', 'artefact.md', 'conformance.md'].map(
      entry,
    ),
  },
  { text: 'Beside others', items: ['comparison.md'].map(entry) },
  {
    text: 'API',
    collapsed: true,
    items: [...modules, ...packages].map((name) => ({ text: name, link: `/api/${name}` })),
  },
  { text: 'Decisions', collapsed: true, items: decisions.map(entry) },
]

export default defineConfig({
  title: 'Penchant',
  description: "Recommendations that are computed, and go on learning, on the visitor's own device",
  lang: 'en',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  cleanUrls: false,
  lastUpdated: false,
  // The site asks nobody but its own server, and may lie in any folder of it.
  base: process.env.DOCS_BASE ?? '/',
  srcExclude: ['.vitepress/**'],
  markdown: {
    anchor: { slugify: slug },
    config(md) {
      // GitHub shows the file itself; the site has a page for it.
      md.core.ruler.push('repository-files', (state) => {
        const page: string = state.env.relativePath ?? ''
        for (const { children } of state.tokens) {
          for (const token of children ?? []) {
            const file = token.type === 'link_open' && repositoryFile(page, String(token.attrGet('href')))
            if (file) token.attrSet('href', `${relative(dirname(page), 'source') || '.'}/${file}.html`)
          }
        }
      })
    },
  },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start/shop', activeMatch: '^/start/' },
      { text: 'Reference', link: '/serving', activeMatch: '^/(serving|commands|elements)' },
      { text: 'Comparison', link: '/comparison' },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: 'Before', next: 'Next' },
  },
})
