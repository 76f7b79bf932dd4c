import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@penchant/cli/serve'
import { type BareServer, serveBarePage } from '../e2e/serve-bare-page.ts'

const SDK = fileURLToPath(new URL('../../packages/sdk/dist', import.meta.url))

/** Serves a published folder with the SDK from one origin, and pages that hold nothing but the SDK from another. */
export async function serveModel(folder: string): Promise<BareServer> {
  const handle = serveStatic([
    { path: '/', folder: SDK },
    { path: '/model/', folder },
  ])
  const cdn = createServer((request, response) => void handle(request, response))
  await new Promise<void>((listening) => cdn.listen(0, 'localhost', listening))
  const bare = await serveBarePage(`http://localhost:${(cdn.address() as AddressInfo).port}`)
  return {
    ...bare,
    close() {
      bare.close()
      cdn.close()
      cdn.closeAllConnections()
    },
  }
}
