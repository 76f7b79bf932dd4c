import { penchantError } from '@penchant/protocol'

/** `SourcesUnavailable`: a part of the SDK that only some pages fetch could not be. */
export function notStarted(what: string, file: string, cause: Error): Error {
  return penchantError(
    'SourcesUnavailable',
    `${what} could not be started: ${cause.message}. Check that ${file} answers, with CORS from another origin, and that script-src of the Content-Security-Policy allows it.`,
    cause,
  )
}
