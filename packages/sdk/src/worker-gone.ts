import { penchantError } from '@penchant/protocol'

export function workerGone(message: string, cause?: unknown): Error {
  return penchantError('WorkerUnavailable', message, cause)
}
