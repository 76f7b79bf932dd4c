/**
 * `node demo/examples/server-rendered/server.js`: a shop whose server renders every page whole, in its own order. It uses
 * nothing but Node; SDK, elements and model come from another origin, where `npm start` serves them.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { cartPage, listPage, missingPage, productPage, searchPage } from './pages.js'
import { loadProducts } from './products.js'

/** @param {{ shop: string, cdn: string, port?: number }} [demo] where `npm start` serves the demo */
export async function serveRendered({ shop, cdn, port = 0 } = DEMO) {
  const products = await loadProducts(cdn)
  const style = await readFile(new URL('../shop/shop.css', import.meta.url))
  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  function answer(request, response) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const cookies = new Map(
      (request.headers.cookie ?? '').split('; ').map((pair) => /** @type {[string, string]} */ (pair.split('='))),
    )
    const cart = (cookies.get('cart') ?? '').split('.').filter((id) => products.has(id))
    const visitor = { cdn, products, cart, added: cookies.get('added') }
    const product = products.get(decodeURIComponent(pathname.slice('/p/'.length)))

    response.setHeader('content-type', pathname === '/shop.css' ? 'text/css' : 'text/html; charset=utf-8')
    if (pathname === '/shop.css') response.end(style)
    else if (pathname.startsWith('/pictures/')) response.writeHead(302, { location: shop + pathname }).end()
    else if (pathname === '/') response.end(listPage(visitor, searchParams.get('in')))
    else if (pathname === '/search') response.end(searchPage(visitor, searchParams.get('q') ?? ''))
    else if (pathname.startsWith('/p/') && product && request.method === 'POST') {
      // The next page says what happened: a page that goes away would take its event along.
      response.setHeader('set-cookie', [
        cookie('cart', [...new Set([...cart, product.id])].join('.')),
        cookie('added', product.id),
      ])
      response.writeHead(303, { location: '/cart' }).end()
    } else if (pathname.startsWith('/p/') && product) response.end(productPage(visitor, product))
    else if (pathname === '/cart') {
      response.setHeader('set-cookie', `${cookie('added', '')}; Max-Age=0`)
      response.end(cartPage(visitor))
    } else response.writeHead(404).end(missingPage(visitor))
  }
  const server = createServer((request, response) => {
    try {
      answer(request, response)
    } catch {
      // An address that is none.
      response.writeHead(400).end()
    }
  })
  await new Promise((listening) => server.listen(port, 'localhost', () => listening(undefined)))
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://localhost:${taken}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const DEMO = { shop: 'http://localhost:4173', cdn: 'http://localhost:4174' }

/** @param {string} name @param {string} value */
const cookie = (name, value) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await serveRendered()).url)
