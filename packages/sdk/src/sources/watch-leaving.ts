/** The Navigation API's event, as far as it is used; TypeScript's DOM does not have all of it yet. */
interface NavigateEventLike extends Event {
  readonly destination?: { readonly sameDocument?: boolean }
  readonly downloadRequest?: string | null
}

/**
 * Calls `listener` when the visitor may be about to leave: another page was asked for, or this one was put out of
 * sight. It may be called more than once, and the page may stay. What a listener reports while another page is on its
 * way still reaches the worker; what it reports when the page goes may not.
 *
 * @returns stops it.
 */
export function watchLeaving(listener: () => void): () => void {
  const { navigation } = window as { navigation?: EventTarget }
  const onNavigate = (event: Event) => {
    const { destination, downloadRequest } = event as NavigateEventLike
    if (!destination?.sameDocument && downloadRequest == null) listener()
  }
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') listener()
  }
  navigation?.addEventListener('navigate', onNavigate)
  document.addEventListener('visibilitychange', onVisibility)
  // Of a page that is left while it is visible, some browsers say only this.
  addEventListener('pagehide', listener)
  return () => {
    navigation?.removeEventListener('navigate', onNavigate)
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('pagehide', listener)
  }
}
