import type { Values } from '../space.ts'

/** What a worker process is told. */
export type ToWorker =
  | { kind: 'run'; number: number; params: Values }
  /** The answer to a report: nothing, or the name of the error with which it rejects. */
  | { kind: 'reported'; error?: string }

/** What it answers. */
export type FromWorker =
  | { kind: 'report'; step: number; value: number }
  | { kind: 'done'; values: number | readonly number[] }
  | { kind: 'failed'; name: string; message: string }
