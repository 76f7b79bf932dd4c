/**
 * Starts the engine from wherever its file lies. A browser refuses a worker from another origin, but
 * not a same-origin blob that imports from there. May throw; under a Content-Security-Policy without
 * `blob:` it does not, the worker fires `error` instead. @param url absolute.
 */
export function startWorker(url: string): Worker {
  const options: WorkerOptions = { type: 'module', name: 'penchant' }
  if (new URL(url).origin === location.origin) return new Worker(url, options)
  const blob = new Blob([`import ${JSON.stringify(url)}`], { type: 'text/javascript' })
  const blobUrl = URL.createObjectURL(blob)
  const worker = new Worker(blobUrl, options)
  // Not at once: some browsers read the blob only when the worker starts.
  const revoke = () => URL.revokeObjectURL(blobUrl)
  worker.addEventListener('message', revoke, { once: true })
  worker.addEventListener('error', revoke, { once: true })
  return worker
}
