/** An address that a link or a picture may have, absolute; undefined for any but `http:` and `https:`. */
export function safeUrl(address: string | undefined): string | undefined {
  if (!address) return
  try {
    const url = new URL(address, document.baseURI)
    if (/^https?:$/.test(url.protocol)) return url.href
  } catch {
    // No address at all.
  }
}
