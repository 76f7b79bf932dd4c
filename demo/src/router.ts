export interface Router {
  go(address: string): void
}

const BASE = '/spa'

/**
 * Client-side navigation over the server's own pages: a link below the base fetches the next page and
 * swaps what differs, so the scripts, the engine and the drawer live on. @param onEntered the new page stands.
 */
export function createRouter(onEntered: () => void): Router {
  let loading: AbortController | null = null

  async function show(address: URL, scroll: number): Promise<void> {
    loading?.abort()
    loading = new AbortController()
    const { signal } = loading
    let next: Document
    try {
      const response = await fetch(address, { signal })
      next = new DOMParser().parseFromString(await response.text(), 'text/html')
    } catch {
      // Offline, or the server is gone: let the browser show that.
      if (!signal.aborted) location.assign(address)
      return
    }
    for (const selector of ['#departments', '#main']) {
      const [now, then] = [document.querySelector(selector), next.querySelector(selector)]
      if (now && then) now.replaceWith(document.adoptNode(then))
    }
    document.title = next.title
    const field = document.querySelector<HTMLInputElement>('.search input')
    if (field) field.value = address.pathname === `${BASE}/search` ? (address.searchParams.get('q') ?? '') : ''
    onEntered()
    // Screen readers hear of the new page as they would of a loaded one.
    document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true })
    scrollTo({ top: scroll, behavior: 'instant' })
  }

  function navigate(address: URL): void {
    history.replaceState({ scroll: scrollY }, '')
    history.pushState({ scroll: 0 }, '', address)
    void show(address, 0)
  }

  const isOurs = ({ origin, pathname }: URL) =>
    origin === location.origin && (pathname === BASE || pathname.startsWith(`${BASE}/`))

  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
    if (!link || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || 'full' in link.dataset) return
    const address = new URL(link.href)
    // A link within the page is the browser's.
    if (!isOurs(address) || (address.hash && address.pathname === location.pathname)) return
    event.preventDefault()
    navigate(address)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented || form.method !== 'get') return
    const address = new URL(form.action)
    if (!isOurs(address)) return
    event.preventDefault()
    const fields = new FormData(form)
    address.search = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])).toString()
    navigate(address)
  })
  history.scrollRestoration = 'manual'
  addEventListener('popstate', ({ state }) => {
    void show(new URL(location.href), (state as { scroll?: number } | null)?.scroll ?? 0)
  })

  return { go: (address) => navigate(new URL(address, location.href)) }
}
