export { type Journal, type JournalOptions, openJournal } from './journal.ts'
export { openWorkers, type Workers } from './open-workers.ts'
export { serveTrials } from './serve-trials.ts'
