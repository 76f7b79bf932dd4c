interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

/** What a page with `require-trusted-types-for 'script'` takes as a worker's address; its `trusted-types` must name `penchant`. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    policy ??= trustedTypes?.createPolicy('penchant', { createScriptURL: (own) => own })
  } catch {
    // The page allows no policy of that name; whether it needs one, `new Worker` says.
  }
  return policy?.createScriptURL(url) ?? url
}

/**
 * Starts the engine from wherever its file lies. A browser refuses a worker from another origin, but
 * not a same-origin blob that imports from there. May throw; under a Content-Security-Policy without
 * `blob:` it does not, the worker fires `error` instead. @param url absolute.
 */
export function startWorker(url: string): Worker {
  const options: WorkerOptions = { type: 'module', name: 'penchant' }
  if (new URL(url).origin === location.origin) return new Worker(trusted(url), options)
  const blob = new Blob([`import ${JSON.stringify(url)}`], { type: 'text/javascript' })
  // Never revoked: one line, which some browsers read only when the worker starts.
  return new Worker(trusted(URL.createObjectURL(blob)), options)
}
