import { createBrowserPersonalizer } from './browser-personalizer.ts'
import { defaultWorkerUrl } from './default-worker-url.ts'
import type { Personalizer } from './personalizer.ts'
import type { PersonalizerOptions } from './resolve-options.ts'
import { createServerPersonalizer } from './server-personalizer.ts'

/** Creates a visitor's recommender. Does nothing on a server, and throws nowhere: a wrong option goes to `onError`. */
export function createPersonalizer(options: PersonalizerOptions): Personalizer {
  return typeof document === 'undefined'
    ? createServerPersonalizer()
    : createBrowserPersonalizer(
        options,
        defaultWorkerUrl,
        () => import('./sources/start-page-sources.ts'),
        () => import('./consent-signals/follow-platforms.ts'),
      )
}
