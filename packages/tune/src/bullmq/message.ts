/** What a worker says of a running trial, as its job's progress. */
export interface Progress {
  step: number
  value: number
  /** Whoever asked waits under this name: a trial that was begun twice has two. */
  token: string
}

/** The answer to a report, under `answerKey`: to go on, or the name of the error with which the report rejects. */
export type Answer = 'go on' | 'TrialPruned' | 'TrialInterrupted'

/** What a job returns. Errors too: of what a job throws, BullMQ keeps the message alone. */
export type JobResult = { values: number | readonly number[] } | { name: string; message: string }

export const answerKey = (queue: string, token: string): string => `tune:${queue}:answer:${token}`
