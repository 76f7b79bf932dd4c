/** Names of every error that reaches a shop's `onError`; comlink keeps `name`, `message`, `stack` alone. */
export const ERROR_NAMES = [
  'InvalidOption',
  'InvalidEvent',
  'InvalidRequest',
  'ModelUnavailable',
  'ModelInvalid',
  'BackendUnavailable',
  'StorageUnavailable',
  'WorkerUnavailable',
  'SourcesUnavailable',
  'Timeout',
  'ProtocolMismatch',
] as const
export type PenchantErrorName = (typeof ERROR_NAMES)[number]

/** An error whose `name` says what it is, on both sides of the worker boundary. */
export function penchantError(name: PenchantErrorName, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause })
  error.name = name
  return error
}
