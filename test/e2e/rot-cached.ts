/**
 * Runs in the page: a bit of one cached file flips, or the cached manifest becomes `forged` where that is given, with the
 * checksum that the cache keeps beside it.
 */
export async function rotCached([file, at, forged]: readonly [
  file: number,
  at: number,
  forged: string | null,
]): Promise<void> {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    const keys = await cache.keys()
    const ofManifest = keys.filter(({ url }) => /manifest\.(json|sig)$/.test(url))
    // Every other time what vouches for the rest.
    const among = file % 2 && ofManifest.length > 0 ? ofManifest : keys
    const request = forged
      ? keys.find(({ url }) => url.endsWith('manifest.json'))
      : among[(file >> 1) % Math.max(1, among.length)]
    const response = request && (await cache.match(request))
    if (!response) continue
    const bytes = forged ? new TextEncoder().encode(forged) : new Uint8Array(await response.arrayBuffer())
    const headers = new Headers(response.headers)
    if (forged) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      headers.set('sha256', Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''))
    } else bytes[at % bytes.length] ^= 1 << (at % 8)
    // Where the quota has ended it stays as it is.
    await cache.put(request, new Response(bytes, { headers })).catch(() => {})
  }
}
