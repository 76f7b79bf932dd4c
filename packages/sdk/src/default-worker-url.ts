/** The engine beside the npm entry. Bundlers that do not copy it need `workerUrl`. */
export function defaultWorkerUrl(): string {
  return new URL('./engine/worker.js', import.meta.url).href
}
