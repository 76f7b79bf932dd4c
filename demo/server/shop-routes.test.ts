import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Item } from 'penchant'
import { afterEach, describe, expect, it } from 'vitest'
import { catalogueOf } from './catalogue.ts'
import { createPictures } from './pictures.ts'
import { createSearch } from './search.ts'
import { shopRoutes } from './shop-routes.ts'
import { publishedOf } from './test/published-of.ts'

const EVIL = `</title></script><script>alert("1")</script><img src=x onerror='alert(1)'>`
const open: (() => void)[] = []

async function serve(items: Item[], name = 'Shop'): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const catalogue = catalogueOf(publishedOf(items), 'EUR')
  const site = { name, synthetic: true, base: '', currency: 'EUR', version: 'v1', cdn: 'http://localhost:9' }
  const shop = {
    site,
    catalogue,
    search: createSearch([...catalogue.byId.values()]),
    assets: { styles: ['/assets/a.css'], shop: '/assets/shop.js', spa: '/assets/spa.js' },
  }
  const handle = shopRoutes({
    shop,
    files: async (_, response) => void response.writeHead(200).end('file'),
    picture: createPictures(),
  })
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  open.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init)
}

const ITEMS: Item[] = Array.from({ length: 30 }, (_, i) => ({
  id: i === 3 ? 'a/b?c#d&"é' : `P${i}`,
  title: `Mug ${Math.floor(i / 2)}, ${i % 2 ? 'Moss' : 'Clay'}`,
  price: 3 + i,
  category: [`Department ${i % 3}`, `Shelf & Board ${i % 6}`],
  brand: `Brand ${i % 4}`,
}))

afterEach(() => {
  for (const close of open.splice(0)) close()
})

describe('the shop', () => {
  it.each(['', '/spa'])('has something behind every link, from %j on', async (base) => {
    const ask = await serve(ITEMS)
    const known = new Set([base || '/'])
    const files = new Set<string>()
    for (const path of known) {
      const response = await ask(path)
      expect(response.status, path).toBe(200)
      const page = await response.text()
      for (const [, href] of page.matchAll(/<(?:a|link|img|script)\b[^>]*\s(?:href|src)="([^"]*)"/g)) {
        const address = href!.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
        if (address.startsWith('http://localhost:9/') || address.startsWith('#')) continue
        expect(address, `${path} links ${address}`).toMatch(/^\//)
        if (/^\/(assets|pictures)\//.test(address)) files.add(address)
        // Every product, department and first pages; not each mixture of filters.
        else if (!/[?&](sort|brand)=/.test(address) && (address.startsWith(base) || base === '')) known.add(address)
      }
    }
    for (const file of files) expect((await ask(file)).status, file).toBe(200)
    for (const { id } of ITEMS) expect(known).toContain(`${base}/p/${encodeURIComponent(id)}`)
  })

  it('says so where there is nothing, and stays a shop', async () => {
    const ask = await serve(ITEMS)
    for (const path of [
      '/nope',
      '/p/none',
      '/p',
      '/p/P1/x',
      '/c/none',
      '/%zz',
      '/pictures/none.svg',
      '/spa/nope',
      '/cart/x',
    ]) {
      const response = await ask(path)
      expect(response.status, path).toBe(404)
      expect(await response.text(), path).toContain('There is nothing at this address')
    }
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
    expect(await (await ask('/', { method: 'HEAD' })).text()).toBe('')
  })

  it('lets no text of the catalogue or of a visitor become markup', async () => {
    const hostile: Item[] = Array.from({ length: 30 }, (_, i) => ({
      id: i === 0 ? EVIL.replaceAll('/', '') : `h${i}`,
      title: `${EVIL}, ${EVIL}${i % 2}`,
      brand: `${EVIL}${i % 2}`,
      category: [`${EVIL}${i % 2}`, EVIL],
      image: 'javascript:alert(1)',
      price: i === 1 ? Number.MAX_VALUE : -i,
    }))
    const ask = await serve(hostile, EVIL)
    const evil = encodeURIComponent(EVIL)
    const catalogue = catalogueOf(publishedOf(hostile), 'EUR')
    const department = [...catalogue.byPath.keys()].at(-1)!.split('/').map(encodeURIComponent).join('/')
    for (const path of [
      '/',
      '/c',
      `/c/${department}?brand=${evil}&sort=${evil}`,
      '/p/h1',
      `/p/${encodeURIComponent(hostile[0]!.id)}`,
      `/search?q=${evil}`,
      '/search?q=alert',
      `/${evil.replaceAll('%2F', '')}`,
      '/cart',
      '/spa/p/h2',
    ]) {
      const page = await (await ask(path)).text()
      expect(page, path).not.toMatch(/<script>alert|<img src=x|="javascript:/)
      expect(page.match(/<\/title>/g), path).toHaveLength(1)
    }
    const picture = await (await ask('/pictures/h1.svg')).text()
    expect(picture).not.toMatch(/<script|onerror/)
  })

  it('loads the SDK by its script tag from the other origin, and lets nothing else run', async () => {
    const ask = await serve(ITEMS)
    const response = await ask('/')
    const policy = response.headers.get('content-security-policy')!
    expect(policy).toMatch(/script-src 'self' http:\/\/localhost:9 'sha256-\S+' 'sha256-\S+' 'wasm-unsafe-eval'/)
    expect(policy).toContain("connect-src 'self' http://localhost:9;")
    expect(policy).toContain("worker-src 'self' blob: http://localhost:9;")
    expect(policy).toContain("img-src 'self' data:;")
    const page = await response.text()
    expect(page).toContain(
      '<script async src="http://localhost:9/penchant.js" data-model="http://localhost:9/model/" data-consent="pending">',
    )
    expect(response.headers.get('referrer-policy')).toBe('same-origin')
    expect(response.headers.get('set-cookie')).toBeNull()
    const single = await (await ask('/spa')).text()
    expect(single).not.toContain('penchant.js')
  })

  it('shows pictures from where the catalogue keeps them, and draws the others', async () => {
    const ask = await serve([
      { id: 'own', title: 'Mug', image: 'https://pictures.example/mug.jpg' },
      { id: 'drawn', title: 'Mug', image: 'mug.jpg' },
    ])
    const page = await (await ask('/c')).text()
    expect(page).toContain('src="https://pictures.example/mug.jpg"')
    expect(page).toContain('src="/pictures/drawn.svg?v=v1"')
    const drawn = await ask('/pictures/drawn.svg?v=v1')
    expect(drawn.headers.get('cache-control')).toContain('immutable')
    expect((await ask('/')).headers.get('content-security-policy')).toContain(
      "img-src 'self' data: https://pictures.example",
    )
  })
})
