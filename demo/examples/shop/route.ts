const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Path of the page that is shown, and what is chosen on it. */
export const getRoute = (): string => location.pathname + location.search

export function go(path: string): void {
  history.pushState(null, '', path)
  scrollTo(0, 0)
  tell()
}

export function subscribeRoute(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

addEventListener('popstate', tell)
/** Links of the shop change the page without loading it again. */
addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="/"]')
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  go(link.getAttribute('href')!)
  // Once the framework has drawn it.
  setTimeout(() => document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true }))
})
