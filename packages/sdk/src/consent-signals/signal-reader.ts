import type { Purposes } from '@penchant/protocol'

/** What a consent platform says. */
export interface Reading {
  /** Whether the platform is on this page at all. */
  present: boolean
  /** `null` until the visitor has decided, or a default counts. */
  given: Partial<Purposes> | null
}

/** Reads one consent platform from now on. @param tell what it says, whenever that changes. @returns ends it */
export type SignalReader = (tell: (reading: Reading) => void, page: SignalPage) => () => void

export interface SignalPage {
  /** Where the visitor is, as ISO 3166-2, for defaults by region; empty where the shop does not know. */
  region: string
  report(error: unknown): void
}
