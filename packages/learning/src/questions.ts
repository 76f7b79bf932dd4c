import type { Sequence } from '@penchant/model'
import { ITEM_EVENTS, type Task } from '@penchant/protocol'

/** What a recommender is asked, with its answer: after the first `end` interactions, item row `target` came. */
export interface Question {
  end: number
  target: number
}

/** What a visitor did not want, or gave back, is nothing to recommend. */
const NOT_WANTED = new Set(
  (['remove_from_cart', 'refund', 'dislike_item', 'not_interested'] as const).map((event) =>
    ITEM_EVENTS.indexOf(event),
  ),
)

/**
 * The questions that a history answers, oldest first. Next item: each choice of an item; something
 * else done with the item at hand is none. Next basket: each item of each session but the first.
 */
export function questionsOf({ rows, events, sessions }: Sequence, task: Task): Question[] {
  const questions: Question[] = []
  /** Where the session of interaction i starts. */
  let start = 0
  let basket = new Set<number>()
  for (let i = 1; i < rows.length; i++) {
    if (sessions[i] !== sessions[i - 1]) {
      start = i
      basket = new Set()
    }
    if (NOT_WANTED.has(events[i])) continue
    if (task === 'next-item') {
      if (rows[i] !== rows[i - 1] || events[i] === events[i - 1]) questions.push({ end: i, target: rows[i] })
    } else if (start > 0 && !basket.has(rows[i])) {
      basket.add(rows[i])
      questions.push({ end: start, target: rows[i] })
    }
  }
  return questions
}
