import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Item } from 'penchant'
import { hasOwnPicture } from '../src/view/addresses.ts'
import { INLINE_HASHES } from './inline-scripts.ts'
import { layout, type Page, wordmark } from './layout.ts'
import { departmentPage } from './pages/department.ts'
import { homePage } from './pages/home.ts'
import { cartPage, checkoutPage, thankYouPage, wishListPage } from './pages/kept.ts'
import { notFoundPage } from './pages/not-found.ts'
import { productPage } from './pages/product.ts'
import { searchPage } from './pages/search.ts'
import { yourDataPage } from './pages/your-data.ts'
import type { Picture } from './pictures.ts'
import type { Shop } from './shop.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The single-page variant shows the same pages below this address. */
export const SINGLE_PAGE = '/spa'

/**
 * Answers the shop's addresses: pages, pictures, and the built scripts by way of `files`.
 * The single-page variant is the same shop with another `base`.
 */
export function shopRoutes({
  shop,
  files,
  picture,
}: {
  shop: Shop
  files: Handler
  picture: (item: Item) => Picture
}): Handler {
  const { cdn } = shop.site
  const single: Shop = { ...shop, site: { ...shop.site, base: SINGLE_PAGE } }
  const headers = {
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'self' ${cdn} ${INLINE_HASHES.join(' ')} 'wasm-unsafe-eval'`,
      // blob: for the worker itself, the CDN because what a worker's module imports counts as a worker, too.
      `worker-src 'self' blob: ${cdn}`,
      `connect-src 'self' ${cdn}`,
      ["img-src 'self' data:", ...pictureOrigins(shop.catalogue.items)].join(' '),
      "style-src 'self' 'unsafe-inline'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }

  const send = (
    { method, headers: asked }: IncomingMessage,
    response: ServerResponse,
    status: number,
    type: string,
    body: string,
    more: Record<string, string>,
  ) => {
    if (more.etag && asked['if-none-match'] === more.etag) {
      response.writeHead(304, more).end()
      return
    }
    const bytes = Buffer.from(body)
    response.writeHead(status, { ...headers, ...more, 'content-type': type, 'content-length': bytes.byteLength })
    response.end(method === 'HEAD' ? undefined : bytes)
  }

  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return send(request, response, 405, 'text/plain; charset=utf-8', 'Only GET and HEAD are answered here.\n', {
        allow: 'GET, HEAD',
      })
    }
    const address = readAddress(request.url ?? '/')
    const [first, second] = address?.path ?? []

    if (first === 'pictures' && second?.endsWith('.svg') && address?.path.length === 2) {
      const item = shop.catalogue.byId.get(second.slice(0, -'.svg'.length))
      if (item) {
        const { svg, etag } = picture(item)
        const lasting = address.search.get('v') === shop.site.version
        return send(request, response, 200, 'image/svg+xml; charset=utf-8', svg, {
          etag,
          'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
        })
      }
    }
    if (first === 'icon.svg')
      return send(request, response, 200, 'image/svg+xml', ICON, { 'cache-control': 'no-cache' })
    if (first === 'assets') return files(request, response)

    const inSingle = first === SINGLE_PAGE.slice(1)
    const of = inSingle ? single : shop
    const page =
      (address && pageAt(of, inSingle ? address.path.slice(1) : address.path, address.search)) ?? notFoundPage(of)
    send(request, response, page.status ?? 200, 'text/html; charset=utf-8', layout(of, page), {
      'cache-control': 'no-cache',
    })
  }
}

const MOST_ORIGINS = 20

/** Where a catalogue keeps its own pictures: nothing else may be loaded from elsewhere. */
function pictureOrigins(items: readonly Item[]): string[] {
  const origins = items.filter(hasOwnPicture).map(({ image }) => new URL(image!).origin)
  return [...new Set(origins)].slice(0, MOST_ORIGINS)
}

const ICON = wordmark()
  .markup.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
  .replaceAll('var(--accent)', '#12573f')
  .replaceAll('var(--on-accent)', '#fff')
  .replaceAll('var(--spark)', '#ffb22e')

function readAddress(url: string): { path: string[]; search: URLSearchParams } | null {
  try {
    const { pathname, searchParams } = new URL(url, 'http://shop')
    return { path: pathname.split('/').filter(Boolean).map(decodeURIComponent), search: searchParams }
  } catch {
    return null
  }
}

/** `null` where there is nothing. @param path decoded parts of the address, below the base. */
export function pageAt(shop: Shop, path: string[], search: URLSearchParams): Page | null {
  const [first, ...rest] = path
  switch (first) {
    case undefined:
      return homePage(shop)
    case 'c': {
      if (rest.length === 0) return departmentPage(shop, null, search)
      const department = shop.catalogue.byPath.get(rest.join('/'))
      return department ? departmentPage(shop, department, search) : null
    }
    case 'p': {
      const item = rest.length === 1 ? shop.catalogue.byId.get(rest[0]!) : undefined
      return item ? productPage(shop, item) : null
    }
    default:
      if (rest.length > 0) return null
      if (first === 'search') return searchPage(shop, search)
      if (first === 'cart') return cartPage(shop)
      if (first === 'checkout') return checkoutPage()
      if (first === 'thank-you') return thankYouPage(shop)
      if (first === 'wish-list') return wishListPage(shop)
      if (first === 'your-data') return yourDataPage(shop)
      return null
  }
}
