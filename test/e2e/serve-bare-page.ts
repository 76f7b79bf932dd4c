import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PersonalizerOptions } from 'penchant'

/** What both entries understand. */
export type BareOptions = Pick<
  PersonalizerOptions,
  'consent' | 'backend' | 'learn' | 'audit' | 'database' | 'timeout' | 'encrypt' | 'keep'
>

/** The script tag is what a shop copies, the module is the npm package: each on a page with nothing else. */
export type Entry = 'script' | 'module'

export interface BareServer {
  /** Address of a page that loads the SDK by `entry` and leaves it as `window.personalizer`. */
  address(entry: Entry, options: BareOptions): string
  close(): void
}

/** Serves pages that hold nothing but the SDK, which comes from `cdn`, another origin. */
export async function serveBarePage(cdn: string): Promise<BareServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
    const options = { model: `${cdn}/model/`, ...JSON.parse(searchParams.get('options') ?? '{}') }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Bare</title><link rel="icon" href="data:,">
${pathname === '/script' ? scriptTag(cdn, options) : moduleTag(cdn, options)}`)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  return {
    address: (entry, options) =>
      `http://localhost:${(server.address() as AddressInfo).port}/${entry}?${new URLSearchParams({ options: JSON.stringify(options) })}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function scriptTag(cdn: string, options: Record<string, unknown>): string {
  const attributes = Object.entries(options).map(([name, value]) => `data-${name}="${value}"`)
  return `<script src="${cdn}/penchant.js" ${attributes.join(' ')}></script>
<script>personalizer = penchant.personalizer</script>`
}

function moduleTag(cdn: string, options: Record<string, unknown>): string {
  return `<script type="module">
import { createPersonalizer } from '${cdn}/index.js'
// Hears of errors, as the script tag does.
window.personalizer = createPersonalizer({ ...${JSON.stringify(options)}, onError() {} })
</script>`
}
