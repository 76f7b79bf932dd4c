import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PersonalizerOptions } from 'penchant'

/** What both entries understand. */
export type BareOptions = Pick<
  PersonalizerOptions,
  | 'modelKey'
  | 'consent'
  | 'visitor'
  | 'backend'
  | 'learn'
  | 'audit'
  | 'database'
  | 'timeout'
  | 'encrypt'
  | 'keep'
  | 'sources'
> & {
  /** Default: the one that comes from the SDK's origin. */
  model?: string
}

/** The script tag is what a shop copies, the module is the npm package: each on a page with nothing else. */
export type Entry = 'script' | 'module'

export interface BareServer {
  /** Address of a page that loads the SDK by `entry` and leaves it as `window.personalizer`. */
  address(entry: Entry, options: BareOptions): string
  /**
   * The same by a script tag with `integrity` and no script in the page, everything but the model from its own origin,
   * under `policy`, a Content Security Policy.
   */
  strictAddress(policy: string, options: BareOptions): string
  close(): void
}

/** Serves pages that hold nothing but the SDK, which comes from `cdn`, another origin. */
export async function serveBarePage(cdn: string): Promise<BareServer> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare')
    const options = { model: `${cdn}/model/`, ...JSON.parse(searchParams.get('options') ?? '{}') }
    if (pathname.startsWith('/sdk/')) {
      // As a shop would that has copied the files to its own server.
      const copied = await fetch(cdn + pathname.slice('/sdk'.length))
      const policy = searchParams.get('policy') ?? new URL(request.headers.referer ?? cdn).searchParams.get('policy')
      response.writeHead(copied.status, {
        'content-type': copied.headers.get('content-type') ?? '',
        // A worker has the policy of its own response.
        ...(policy && { 'content-security-policy': policy }),
      })
      response.end(Buffer.from(await copied.arrayBuffer()))
      return
    }
    if (pathname === '/expose.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end('personalizer = penchant.personalizer')
      return
    }
    const policy = searchParams.get('policy')
    if (policy !== null) {
      const { files } = (await (await fetch(`${cdn}/integrity.json`)).json()) as { files: Record<string, string> }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      const tag = scriptTag('/sdk', options)
        .split('\n')[0]
        .replace('<script ', `<script integrity="${files['penchant.js']}" `)
      response.end(`<!doctype html><title>Strict</title>${tag}<script src="/expose.js"></script>`)
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>Bare</title><link rel="icon" href="data:,">
${pathname === '/script' ? scriptTag(cdn, options) : moduleTag(cdn, options)}`)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    strictAddress: (policy, options) =>
      `${origin}/strict?${new URLSearchParams({ policy, options: JSON.stringify(options) })}`,
    address: (entry, options) => `${origin}/${entry}?${new URLSearchParams({ options: JSON.stringify(options) })}`,
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
