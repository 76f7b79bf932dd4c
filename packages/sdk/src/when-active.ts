/** Resolves when somebody sees the page: a browser may prerender one that nobody ever opens. */
export function whenActive(): Promise<unknown> {
  if (!(document as { prerendering?: boolean }).prerendering) return Promise.resolve()
  return new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
}
