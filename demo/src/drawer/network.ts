import type { LoggedRequest } from '../request-log.ts'
import { type Html, html } from '../view/html.ts'
import type { Site } from '../view/site.ts'
import { bytes, plural } from './words.ts'

interface Address {
  url: string
  times: number
  cached: number
  bytes: number
}

function byAddress(requests: readonly LoggedRequest[]): Address[] {
  const found = new Map<string, Address>()
  for (const request of requests) {
    // The engine's own cache marks an entry by a query; it is the same file.
    const url = request.url.replace(/\?.*$/, '')
    const address = found.get(url) ?? { url, times: 0, cached: 0, bytes: 0 }
    address.times++
    if (request.fromCache) address.cached++
    else address.bytes += request.bytes
    found.set(url, address)
  }
  return [...found.values()]
}

/** What the page itself fetched, as the browser recorded it: not told by the SDK. */
function pageRequests(site: Site): { sdk: PerformanceResourceTiming[]; shop: number; elsewhere: string[] } {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const from = (origin: string) => entries.filter(({ name }) => name.startsWith(`${origin}/`))
  const known = [...from(site.cdn), ...from(location.origin)]
  return {
    sdk: from(site.cdn),
    shop: from(location.origin).length,
    elsewhere: entries.filter((entry) => !known.includes(entry) && /^https?:/.test(entry.name)).map(({ name }) => name),
  }
}

function row(url: string, site: Site, right: string): Html {
  return html`<li><code title="${url}">${url.startsWith(site.cdn) ? url.slice(site.cdn.length) : url}</code><span>${right}</span></li>`
}

/** Everything that went over the network for the personalisation. */
export function networkList(requests: readonly LoggedRequest[], site: Site): Html {
  const addresses = byAddress(requests)
  const fetched = addresses.reduce((sum, address) => sum + address.bytes, 0)
  const { sdk, shop, elsewhere } = pageRequests(site)
  return html`<p class="d-big"><b>${bytes(fetched)}</b> fetched by the engine since you agreed, in ${plural(requests.length, 'request', 'requests')}. All are files that every visitor gets; none names you or what you did.</p>
<details data-key="engine"><summary>The engine’s requests, by its own record</summary><ul class="d-requests" role="list">${addresses.map(
    (address) =>
      row(
        address.url,
        site,
        `${address.times > 1 ? `${address.times} ×, ` : ''}${address.cached === address.times ? 'from the cache' : bytes(address.bytes)}`,
      ),
  )}</ul></details>
<details data-key="page"><summary>This page’s requests, by the browser’s record</summary><ul class="d-requests" role="list">${sdk.map(
    (entry) => row(entry.name, site, entry.transferSize > 0 ? bytes(entry.transferSize) : 'from the cache'),
  )}<li><code>this shop’s own pages, scripts and pictures</code><span>${shop}</span></li>${elsewhere.map((url) => row(url, site, 'elsewhere'))}</ul></details>
<p class="d-hint">A rule of this page (its Content-Security-Policy) lets scripts talk to this shop and to ${site.cdn} only. Your browser’s own network panel shows the same.</p>`
}
