/** Names that one machine answers to: different origins to a browser, with CORS by Vite's own rule. */
const NAMES = ['localhost', '127.0.0.1', '[::1]']

/** The same file of this server, from an origin that is not the page's. */
export async function anotherOrigin(url: URL): Promise<URL> {
  for (const hostname of NAMES) {
    const other = new URL(url)
    other.hostname = hostname
    if (other.origin === location.origin) continue
    const answers = await fetch(other).catch(() => null)
    if (answers?.ok) return other
  }
  throw new Error(`No second origin answers at ${url.href}: tried ${NAMES.join(', ')}`)
}
