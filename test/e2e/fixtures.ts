import diagnostics from 'node:diagnostics_channel'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { test as base, type ConsoleMessage, expect, type WebError } from '@playwright/test'
import type { Personalizer } from 'penchant'
import type { RunningServers, ServerOptions } from '../../demo/server/start-servers.ts'
import { type BareServer, serveBarePage } from './serve-bare-page.ts'

export { expect }

declare global {
  interface Window {
    /** Put there by `openBarePage`. */
    personalizer: Personalizer
    /** Put there by the script tag. */
    penchant?: { personalizer: Personalizer }
  }
}

/** A request as the server saw it. */
export interface ServedRequest {
  origin: 'shop' | 'cdn' | 'bare'
  method: string
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
}

interface Servers {
  /** The shop's origin, `http://localhost:…`. */
  shop: string
  /** The second origin: SDK, engine and model. */
  cdn: string
  /** A shop's page with nothing on it but the SDK, on an origin of its own. */
  bare: BareServer
  /** Folder of the published model that is shown. */
  folder: string
  /** Every request since the test began, in order. */
  requests: ServedRequest[]
}

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** What SwiftShader and the browser say about a machine without a GPU is no complaint about the page. */
const NOT_OURS =
  /GL Driver Message|powerPreference option is currently ignored|No available adapters|WebGPU is experimental/

export const test = base.extend<
  {
    servers: Servers
    /** Complaints on the console that the test provokes on purpose. */
    tolerated: RegExp | null
  },
  { started: Servers }
>({
  started: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const folder = root('demo/shop')
      const { startServers }: { startServers(options: ServerOptions): Promise<RunningServers> } = await import(
        root('demo/dist/server.js')
      )
      const running = await startServers({
        shop: folder,
        port: 0,
        cdnPort: 0,
        client: root('demo/dist/client'),
        sdk: root('packages/sdk/dist'),
        currency: 'EUR',
      })
      const bare = await serveBarePage(running.cdnUrl)
      const servers: Servers = { shop: running.shopUrl, cdn: running.cdnUrl, bare, folder, requests: [] }
      const originOf = { [new URL(servers.shop).port]: 'shop', [new URL(servers.cdn).port]: 'cdn' } as const
      // Node tells of every request before a server answers it: nothing is left out, and nothing is asked of the servers.
      const log = (message: unknown): void => {
        const { request, socket } = message as { request: IncomingMessage; socket: Socket }
        const { method = '', url = '', headers } = request
        servers.requests.push({ origin: originOf[String(socket.localPort)] ?? 'bare', method, url, headers })
      }
      diagnostics.subscribe('http.server.request.start', log)
      await use(servers)
      diagnostics.unsubscribe('http.server.request.start', log)
      bare.close()
      await running.close()
    },
    { scope: 'worker' },
  ],

  servers: async ({ started }, use) => {
    started.requests.length = 0
    await use(started)
  },

  baseURL: async ({ started }, use) => use(started.shop),

  tolerated: [null, { option: true }],

  /** No page of a test may throw or complain, nor may its worker. */
  context: async ({ context, tolerated }, use) => {
    const complaints: string[] = []
    const complain = (text: string): void => {
      if (!NOT_OURS.test(text) && !tolerated?.test(text)) complaints.push(text)
    }
    context.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || message.type() === 'warning') complain(`${message.type()}: ${message.text()}`)
    })
    context.on('weberror', (error: WebError) => complain(`uncaught: ${error.error().stack}`))
    await use(context)
    expect(complaints, 'complaints on the console').toEqual([])
  },
})
