/** A hash is part of the address only where a router puts the path there. */
function addressOf({ pathname, search, hash }: Location): string {
  return pathname + search + (/^#!?\//.test(hash) ? hash : '')
}

/** The part of the Navigation API that is used; TypeScript's DOM does not have all of it yet. */
interface NavigationLike extends EventTarget {
  readonly currentEntry: unknown
}

/**
 * Calls `listener` when the page has another address without having been loaded again. By the Navigation API where the
 * browser has it, else by the History API, whose two methods are then wrapped.
 *
 * @returns stops it.
 */
export function watchNavigation(listener: () => void): () => void {
  let address = addressOf(location)
  const look = () => {
    const next = addressOf(location)
    if (next === address) return
    address = next
    listener()
  }

  const { navigation } = window as { navigation?: NavigationLike }
  if (navigation) {
    navigation.addEventListener('currententrychange', look)
    return () => navigation.removeEventListener('currententrychange', look)
  }

  let stopped = false
  const restore = (['pushState', 'replaceState'] as const).map((method) => {
    const original = history[method]
    const wrapped: typeof original = function (this: History, ...args) {
      original.apply(this, args)
      if (!stopped) look()
    }
    history[method] = wrapped
    return () => {
      // Where another script has wrapped ours, taking it out would take theirs out, too.
      if (history[method] === wrapped) history[method] = original
    }
  })
  for (const type of ['popstate', 'hashchange']) addEventListener(type, look)
  return () => {
    stopped = true
    for (const undo of restore) undo()
    for (const type of ['popstate', 'hashchange']) removeEventListener(type, look)
  }
}
