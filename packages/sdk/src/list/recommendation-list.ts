import type { EngineStatus, PersonalizerStatus, RecommendationResponse } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'
import type { Personalizer } from '../personalizer.ts'

/**
 * `idle`: nothing is asked, or nobody answers: no consent, a server, no engine. `loading`: asked. `stalled`: the answer
 * is late. `ready`: it is there.
 */
export type ListStatus = 'idle' | 'loading' | 'stalled' | 'ready'

export interface ListSnapshot {
  status: ListStatus
  /** What the engine answered; undefined while the shop's own order is to be shown. */
  response?: RecommendationResponse
}

/** The same object until something in it changes. */
export interface RecommendationList {
  getSnapshot(): ListSnapshot
  /** Asks, and keeps the answer up to date. @returns ends that; an answer on its way is ignored. */
  subscribe(listener: () => void): () => void
}

export const IDLE: ListSnapshot = { status: 'idle' }

/** Undefined where there was none but the shop's own order. */
type Answer = RecommendationResponse | undefined

/** What asks the same of the same personalizer is asked once, until anything has changed. */
const asked = new WeakMap<Personalizer, { status: PersonalizerStatus; answers: Map<string, Promise<Answer>> }>()

function ask(personalizer: Personalizer, request: ShopRequest, key: string): Promise<Answer> {
  const status = personalizer.getSnapshot()
  const before = asked.get(personalizer)
  const answers = before?.status === status ? before.answers : new Map<string, Promise<Answer>>()
  const answer =
    answers.get(key) ??
    Promise.resolve()
      .then(() => personalizer.recommend(request))
      .then((response) => (response.id === 'shop-order' ? undefined : response))
      .catch(() => undefined)
  asked.set(personalizer, { status, answers: answers.set(key, answer) })
  return answer
}

/** Whether an answer given `before` may be another one `now`. */
function isOutdated(before: EngineStatus, now: EngineStatus): boolean {
  return (
    before.interactions !== now.interactions ||
    before.adapter.version !== now.adapter.version ||
    before.model?.hash !== now.model?.hash
  )
}

/** The visitor has taken something back, which the list may come from. */
const isTakenBack = (before: EngineStatus, now: EngineStatus) => now.interactions < before.interactions

/** What a visitor sees of an answer: which items, and why; weights, scores and ids aside. */
const faceOf = ({ items }: RecommendationResponse) => JSON.stringify(items, ['item', 'id', 'reasons', 'kind'])

const isWaiting = ({ status }: ListSnapshot) => status === 'loading' || status === 'stalled'

/** What tells one request from another. What it falls back to is no part of the question. */
export function keyOf(request: unknown): string {
  try {
    return JSON.stringify(request, (name, value) => (name === 'fallback' ? undefined : value)) ?? ''
  } catch {
    // No JSON: `recommend` will say what is wrong with it.
    return ''
  }
}

/**
 * One list of one place on the page. Without a personalizer or a request it stays idle.
 *
 * A list `for-you` and the like follows what the visitor does: its last answer stays until the next is there, and where
 * a visitor would see no difference, so does it. A list re-ranked keeps the order that it has got: nothing moves under
 * the eyes of who reads it.
 */
export function createRecommendationList(
  personalizer: Personalizer | null | undefined,
  request: ShopRequest | null,
): RecommendationList {
  if (!personalizer || !request) return { getSnapshot: () => IDLE, subscribe: () => () => {} }
  const key = keyOf(request)
  const mustAskAgain = request.kind === 'rerank' ? isTakenBack : isOutdated
  let snapshot: ListSnapshot = personalizer.getSnapshot().consent === 'granted' ? { status: 'loading' } : IDLE

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      /** The engine as the last question or look found it; null where it was not there, undefined before the first. */
      let engineThen: EngineStatus | null | undefined
      /** The question whose answer is awaited. */
      let awaited: object | undefined

      function show(status: ListStatus, response?: RecommendationResponse): void {
        const last = snapshot.response
        const shown = response && last && faceOf(response) === faceOf(last) ? last : response
        if (status === snapshot.status && shown === last) return
        snapshot = { status, response: shown }
        listener()
      }

      function askNow(): void {
        // Who was told once that there is nothing is told of the next try when it has brought something.
        if (engineThen === undefined && !snapshot.response) show('loading')
        const question = {}
        awaited = question
        void ask(personalizer!, request!, key).then((response) => {
          if (question !== awaited) return
          awaited = undefined
          // Who could not answer yet is asked again.
          if (!response && personalizer!.getSnapshot().state !== 'ready') engineThen = null
          show(response ? 'ready' : 'idle', response)
          update()
        })
      }

      function update(): void {
        const { consent, state, engine } = personalizer!.getSnapshot()
        const up = state === 'ready' ? engine : null
        if (consent !== 'granted') {
          awaited = engineThen = undefined
          show('idle')
          return
        }
        // Between two visitors it rests, too; who comes after has another list, whatever the numbers say.
        if (state === 'idle' && engineThen) engineThen = null
        if (awaited) engineThen ??= up
        else {
          if (engineThen === undefined || (up && (!engineThen || mustAskAgain(engineThen, up)))) askNow()
          engineThen = up ?? engineThen ?? null
        }
        if (isWaiting(snapshot)) show(state === 'stalled' ? 'stalled' : 'loading')
      }

      const unsubscribe = personalizer.subscribe(update)
      update()
      return () => {
        awaited = undefined
        unsubscribe()
      }
    },
  }
}
