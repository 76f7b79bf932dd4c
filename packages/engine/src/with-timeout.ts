import { penchantError } from '@penchant/protocol'

/**
 * Every await of the engine has an end: a blocked database, a stalled connection and a frozen tab
 * hang, they do not reject. (The twin in `@penchant/tensor` comes with TF.js, which must not be in
 * the part of the worker that answers first.)
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
