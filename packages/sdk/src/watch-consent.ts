import type { Decision } from './consent-gate.ts'
import type { PlatformsHost } from './consent-signals/follow-platforms.ts'
import { notStarted } from './not-started.ts'
import type { Emit, Source } from './source.ts'
import { startSources } from './start-sources.ts'

/** Fetches the readers of consent platforms, which a page that names none never does. */
export type LoadSignals = () => Promise<{ followPlatforms(host: PlatformsHost): () => void }>

/**
 * A shop's consent banner. Called once, in the browser, when the personalizer is created; it says what the visitor has
 * decided, at once or later, as often as that changes. @returns ends it
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a banner that needs no end returns nothing.
export type ConsentBanner = (decide: (decision: Decision) => void) => (() => void) | void

interface ConsentHost extends Omit<PlatformsHost, 'listed'> {
  load: LoadSignals
}

/** Starts what the shop has given to ask for consent: a banner, or names of platforms. @returns ends it */
export function watchConsent(asked: unknown, host: ConsentHost): () => void {
  // A banner is started, fails and ends as a source does; what it emits is a decision.
  const emit: unknown = (decision: Decision) => host.decide('banner', decision)
  if (typeof asked !== 'string') return startSources([asked as Source], emit as Emit, host.report)
  const starting = host
    .load()
    .then(({ followPlatforms }) => followPlatforms({ ...host, listed: asked }))
    .catch((cause) => host.report(notStarted(asked, 'consent.js', cause)))
  return () => void starting.then((stop) => stop?.())
}
