import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveStatic } from '@penchant/cli/serve'
import { gentleCase } from '../src/view/gentle-case.ts'
import { readAssets } from './assets.ts'
import { catalogueOf } from './catalogue.ts'
import { createPictures } from './pictures.ts'
import { readPublished } from './read-published.ts'
import { createSearch } from './search.ts'
import { shopRoutes } from './shop-routes.ts'

export interface ServerOptions {
  /** Folder written by `penchant publish`. */
  shop: string
  /** Port of the shop; 0 takes a free one. */
  port: number
  /** Port of the second origin, the "CDN". */
  cdnPort: number
  /** Built browser code of the shop: `demo/dist/client`. */
  client: string
  /** Built SDK and engine: `packages/sdk/dist`. */
  sdk: string
  /** ISO 4217; catalogues name no currency. */
  currency: string
}

export interface RunningServers {
  shopUrl: string
  cdnUrl: string
  /** For the line that says what is being shown. */
  summary: { name: string; products: number; items: number; synthetic: boolean }
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Serves the shop on one origin and, on a second one, what a CDN would serve: the SDK, the engine and the model.
 * @throws with a sentence that names what is wrong and the remedy.
 */
export async function startServers(options: ServerOptions): Promise<RunningServers> {
  const published = await readPublished(options.shop)
  const assets = await readAssets(options.client)
  const catalogue = catalogueOf(published, options.currency)
  const cdn = await listen(
    serveStatic([
      { path: '/', folder: options.sdk },
      { path: '/model/', folder: options.shop },
    ]),
    options.cdnPort,
    '--cdn-port',
  )
  try {
    const { manifest, version } = published
    const shop = {
      site: {
        name: shopName(manifest.name),
        synthetic: manifest.dataCard?.synthetic === true,
        base: '',
        currency: options.currency,
        version,
        cdn: addressOf(cdn),
      },
      catalogue,
      search: createSearch([...catalogue.byId.values()]),
      assets,
    }
    const files = serveStatic([{ path: '/', folder: options.client }])
    const server = await listen(shopRoutes({ shop, files, picture: createPictures() }), options.port, '--port')
    return {
      shopUrl: addressOf(server),
      cdnUrl: addressOf(cdn),
      summary: {
        name: shop.site.name,
        products: catalogue.items.length,
        items: catalogue.byId.size,
        synthetic: shop.site.synthetic,
      },
      close: async () => {
        await Promise.all([close(server), close(cdn)])
      },
    }
  } catch (error) {
    await close(cdn)
    throw error
  }
}

/** `online-retail_2011` becomes `Online Retail 2011`. */
export function shopName(name: unknown): string {
  const words = String(name ?? '')
    .replace(/[-_]+/g, ' ')
    .trim()
  if (!words) return 'Demo shop'
  return /\p{Lu}/u.test(words) && /\p{Ll}/u.test(words) ? words : gentleCase(words.toUpperCase())
}

async function listen(handle: Handler, port: number, option: string): Promise<Server> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`)
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      response.end('Something went wrong here.\n')
    })
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Stop what listens there, or choose another with ${option}.`)
          : new Error(`Port ${port} cannot be opened (${error.message}). Choose another with ${option}.`),
      ),
    )
    server.listen(port, 'localhost', listening)
  })
  return server
}

function addressOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

function close(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed())
    server.closeAllConnections()
  })
}
