import type { Browser, Page, Request } from 'playwright-core'
import { readStorage, type StoredEntry } from './read-storage.ts'

/** One request, as the browser sent it. */
export interface SentRequest {
  phase: string
  method: string
  url: string
  /** `document`, `script`, `fetch` … */
  type: string
  cookie: boolean
  authorization: boolean
  /** Empty where none was sent. */
  referrer: string
  bodyBytes: number
  body: string
  /** Asked for by a `<script src>` of the page, whose cookies and referrer are the shop's to choose. */
  scriptTag: boolean
}

export interface Visit {
  pages: string[]
  requests: SentRequest[]
  /** What the browser held at the end of each phase. */
  storage: { phase: string; entries: StoredEntry[] }[]
}

export interface VisitOptions {
  url: string
  /** Links followed in each phase. */
  clicks: number
  /** What the visitor clicks to agree; without it there is one phase. */
  consent?: string
  seed: number
  /** Told of each page. */
  onPage(url: string): void
}

/** How long a page may take to come to rest. */
const REST_MILLISECONDS = 15_000
const BODY_KEPT = 10_000

/** Visits a shop in a profile of its own: looks, scrolls, follows links; agrees where it is told how; goes on. */
export async function visitShop(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { url, clicks, consent, seed, onPage } = options
  const context = await browser.newContext()
  const visit: Visit = { pages: [], requests: [], storage: [] }
  const scripts = new Set<string>()
  const noted: Promise<void>[] = []
  let phase = consent ? 'before consent' : 'visit'
  context.on('request', (request) => noted.push(note(request, phase)))

  async function note(request: Request, when: string): Promise<void> {
    if (!/^(https?|wss?):/.test(request.url())) return
    const headers = await request.allHeaders().catch(() => request.headers())
    const body = request.postDataBuffer()
    visit.requests.push({
      phase: when,
      method: request.method(),
      url: request.url(),
      type: request.resourceType(),
      cookie: headers.cookie !== undefined,
      authorization: headers.authorization !== undefined,
      referrer: headers.referer ?? '',
      bodyBytes: body?.length ?? 0,
      body: body?.subarray(0, BODY_KEPT).toString('utf8') ?? '',
      scriptTag: false,
    })
  }

  try {
    const page = await context.newPage()
    // What a shop does not let a visitor do must not stop the visit.
    page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}))
    await page.goto(url, { waitUntil: 'load', timeout: 60_000 })
    await lookAround(page)
    await wander(page)
    visit.storage.push({ phase, entries: await readStorage(context, page) })
    if (consent) {
      phase = 'after consent'
      await page.locator(consent).first().click({ timeout: REST_MILLISECONDS })
      await lookAround(page)
      await wander(page)
      visit.storage.push({ phase, entries: await readStorage(context, page) })
    }
  } finally {
    await Promise.allSettled(noted)
    // All that was wanted is known; a browser that is gone already has nothing left to close.
    await context.close().catch(() => {})
  }
  for (const request of visit.requests) request.scriptTag = scripts.has(request.url)
  return visit

  async function lookAround(page: Page): Promise<void> {
    await page.waitForLoadState('networkidle', { timeout: REST_MILLISECONDS }).catch(() => {})
    visit.pages.push(page.url())
    onPage(page.url())
    for (const source of await page.evaluate(() => Array.from(document.scripts, ({ src }) => src))) scripts.add(source)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight)).catch(() => {})
    await page.waitForLoadState('networkidle', { timeout: REST_MILLISECONDS }).catch(() => {})
  }

  async function wander(page: Page): Promise<void> {
    for (let click = 0; click < clicks; click++) {
      const own = new URL(page.url())
      const links = await page.evaluate(() => Array.from(document.links, ({ href }) => href))
      const choice = [...new Set(links)].filter((link) => isOtherPage(link, own)).sort()
      if (choice.length === 0) return
      const at = Math.abs(Math.trunc(Math.sin((seed + visit.pages.length) * 12.9898) * 43_758)) % choice.length
      // By a click where the link can be seen, as shops that route by script expect it.
      const clicked = await page
        .locator(`a[href="${new URL(choice[at]).pathname}"]`)
        .first()
        .click({ timeout: 2000 })
        .then(
          () => true,
          () => false,
        )
      if (!clicked) await page.goto(choice[at], { waitUntil: 'load', timeout: 60_000 })
      await lookAround(page)
    }
  }
}

function isOtherPage(link: string, own: URL): boolean {
  const { origin, pathname, protocol } = new URL(link)
  return protocol.startsWith('http') && origin === own.origin && pathname !== own.pathname
}
