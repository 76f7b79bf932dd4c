type Layer = unknown[] & { push(...entries: unknown[]): number }

/**
 * Reads each entry of the page's `dataLayer` before the page's own tools do. @param before reads what was put there
 * already, too. @param onError an entry throws when it is read, or there is no array to read. @returns ends it
 */
export function watchLayer(
  read: (entry: unknown) => void,
  before: boolean,
  onError: (cause?: unknown) => void,
): () => void {
  const host = window as { dataLayer?: Layer }
  host.dataLayer ??= []
  const layer = host.dataLayer
  // An element with that id, for one.
  if (!Array.isArray(layer)) {
    onError()
    return () => {}
  }
  let stopped = false
  const attempt = (entry: unknown) => {
    try {
      read(entry)
    } catch (cause) {
      onError(cause)
    }
  }

  if (before) for (const entry of Array.from(layer)) attempt(entry)

  const own = Object.hasOwn(layer, 'push')
  const push = layer.push
  // Read first: a tag manager may push more while it handles this. Then exactly what the page would have had.
  const listening = function (this: Layer, ...entries: unknown[]): number {
    if (!stopped) for (const entry of entries) attempt(entry)
    return push.apply(this, entries)
  }
  layer.push = listening

  return () => {
    stopped = true
    // Who came after us calls ours: it stays, and only hands on.
    if (layer.push !== listening) return
    if (own) layer.push = push
    else delete (layer as { push?: unknown }).push
  }
}
