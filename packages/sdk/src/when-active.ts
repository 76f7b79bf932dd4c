/** Resolves when somebody sees the page: a browser may prerender one that nobody ever opens. */
export function whenActive(): Promise<unknown> {
  return new Promise<unknown>((resolve) => {
    if ((document as { prerendering?: boolean }).prerendering) {
      document.addEventListener('prerenderingchange', resolve, { once: true })
    } else resolve(null)
  })
}
