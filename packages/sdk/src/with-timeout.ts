import { penchantError } from '@penchant/protocol'

/** @param milliseconds time allowed; rejects with `Timeout` naming `what` afterwards. */
export function withTimeout<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(penchantError('Timeout', `${what}: no answer in ${milliseconds} ms`)),
      milliseconds,
    )
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
