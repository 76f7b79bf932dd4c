import { penchantError } from '@penchant/protocol'

/**
 * A lost GPU context and a blocked worker hang, they do not reject (measured: a read-back after
 * `webglcontextlost` never settles). So nothing of TF.js is awaited without this.
 *
 * @param milliseconds time allowed; rejects with `Timeout` naming `what` afterwards.
 */
export function withTimeout<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(penchantError('Timeout', `${what} gave no answer within ${milliseconds} ms`)),
      milliseconds,
    )
  })
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer))
}
