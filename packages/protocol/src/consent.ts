/** `pending`: nothing is stored, events wait in memory. `denied`: nothing is stored, nothing waits. */
export type ConsentState = 'pending' | 'granted' | 'denied'

/** What a visitor may agree to apart. */
export interface Purposes {
  /** In IndexedDB and Cache Storage. Without it everything is in memory, and ends with the page. */
  store: boolean
  /** Lists follow what the visitor does. Without it nothing else is allowed either. */
  personalise: boolean
  /** The model and the choice of banners learn from it. */
  learn: boolean
  /** The shop's own code may have what experiments count on this device. Never granted but by name. */
  export: boolean
}

/** What decided about consent, the weightiest first. */
export type ConsentSignal =
  | 'shop'
  | 'banner'
  | 'global-privacy-control'
  | 'do-not-track'
  | 'tcf'
  | 'consent-mode'
  /** The page's own `consent` option. */
  | 'option'
