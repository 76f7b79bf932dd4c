export { openQueue, type QueueOptions, type TrialQueue } from './open-queue.ts'
export { type QueueWorkerOptions, serveQueue } from './serve-queue.ts'
