import type { TableFormat } from './table-format.ts'

/** What is simulated. */
export interface ShopOptions {
  seed: number
  /** Number of items in the catalogue. */
  items: number
  /** Number of visitors, bots among them. */
  visitors: number
  /** Simulated time. */
  days: number
  /** First day, `2025-03-03`. */
  from: string
  /** Share of visitors that are bots, 0 to 1. */
  bots: number
  format: TableFormat
}

/** What was written. */
export interface ShopCounts {
  items: number
  visitors: number
  bots: number
  events: number
  botEvents: number
  byEvent: Record<string, number>
}
