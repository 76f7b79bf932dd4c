import type { ModelConfig } from '@penchant/protocol'
import { contextReader } from './context.ts'
import type { Sequence } from './sequence.ts'

/**
 * Sequences as the encoder takes them. Left-aligned: position 0 is the window's oldest interaction,
 * padding (row 0) is at the right, where causal attention never looks from a real position.
 * All arrays are [batch, length], row-major.
 */
export interface Features {
  batch: number
  length: number
  rows: Int32Array
  events: Int32Array
  dwells: Int32Array
  gaps: Int32Array
  /** Of each context field the code at the moment of what comes next; empty where the model knows no context. */
  context: Int32Array[]
  /** Interactions in each sequence's window. */
  lengths: Int32Array
}

/** A cut of a sequence: interactions `from` (inclusive) to `to` (exclusive). */
export interface Window {
  sequence: Sequence
  from: number
  to: number
}

/** Bucket of a duration on a logarithmic scale, base 2 from one second; 0 = unknown. */
export function durationBucket(seconds: number, buckets: number): number {
  if (!(seconds >= 0)) return 0
  return Math.min(buckets - 1, 1 + Math.floor(Math.log2(1 + seconds)))
}

/** The window that serves a sequence: its last `maxLength` interactions. */
export function lastWindow(sequence: Sequence, config: ModelConfig, end = sequence.rows.length): Window {
  return { sequence, from: Math.max(0, end - config.maxLength), to: end }
}

/**
 * One path for training and for serving.
 *
 * Position t carries the gap before it and the dwell on the item before it. Its own dwell is not
 * known when the next item has to be guessed: to feed it in training would be a leak. Its context is that of the moment
 * after it, in which the next item is asked for.
 *
 * Throws `RangeError` for a window longer than `config.maxLength`.
 */
export function buildFeatures(windows: Window[], config: ModelConfig): Features {
  const batch = windows.length
  const lengths = Int32Array.from(windows, (window) => window.to - window.from)
  const length = lengths.reduce((longest, each) => Math.max(longest, each), 1)
  if (length > config.maxLength) {
    throw new RangeError(
      `a window of ${length} interactions is longer than maxLength ${config.maxLength}; cut it first`,
    )
  }
  const features: Features = {
    batch,
    length,
    rows: new Int32Array(batch * length),
    events: new Int32Array(batch * length),
    dwells: new Int32Array(batch * length),
    gaps: new Int32Array(batch * length),
    context: (config.context?.fields ?? []).map(() => new Int32Array(batch * length)),
    lengths,
  }
  const contextAt = config.context && contextReader(config.context)
  for (let b = 0; b < batch; b++) {
    const { sequence, from, to } = windows[b]
    for (let i = from, at = b * length; i < to; i++, at++) {
      features.rows[at] = sequence.rows[i]
      const event = sequence.events[i]
      features.events[at] = event < config.events ? event : 0
      features.gaps[at] = durationBucket(i > from ? sequence.gaps[i] : Number.NaN, config.gapBuckets)
      features.dwells[at] = durationBucket(i > from ? sequence.dwells[i - 1] : Number.NaN, config.dwellBuckets)
      for (const [f, code] of contextAt?.(sequence, i + 1).entries() ?? []) features.context[f][at] = code
    }
  }
  return features
}
