import type { FoundSetting } from './fit-baselines.ts'
import type { MethodRow } from './tally.ts'

/** What `evaluate --json` prints. */
export interface Evaluation {
  /** Percentages, 0 to 100; the bytes are what a device would have to hold for the method. */
  rows: (MethodRow & { bytes: number })[]
  /** 95 % interval of penchant minus the method, NDCG@10, percentage points, paired by sequence. */
  differences: Record<string, [number, number]>
  /** Of all published files. */
  bytes: number
  items: number
  /** Questions a second, all methods together. */
  speed: number
  /** The settings of every other method, and how they were found. */
  found: FoundSetting[]
}
