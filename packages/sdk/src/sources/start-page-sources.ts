import { type EventParams, penchantError } from '@penchant/protocol'
import { show } from '../show.ts'
import type { Emit, Source } from '../source.ts'
import { startSources } from '../start-sources.ts'
import { clicks } from './clicks.ts'
import { createCountOnce } from './count-once.ts'
import { dataLayer } from './data-layer.ts'
import { dwell } from './dwell.ts'
import { impressions } from './impressions.ts'
import { createItemFacts } from './item-facts.ts'
import type { Page } from './page.ts'
import { pageMarkup } from './page-markup.ts'
import { scroll } from './scroll.ts'
import { segment } from './segment.ts'
import { shopify } from './shopify.ts'
import { SOURCE_NAMES, type SourceName } from './source-names.ts'
import { watchLeaving } from './watch-leaving.ts'
import { watchNavigation } from './watch-navigation.ts'

const SOURCES: Readonly<Record<SourceName, (page: Page) => Source>> = {
  'data-layer': dataLayer,
  segment,
  shopify,
  'page-markup': pageMarkup,
  clicks,
  dwell,
  scroll,
  impressions,
}

/** What the sources need of the page that starts them. */
export interface SourcesHost {
  /** What the shop listed: names, several in one text as in a `data-sources`; `auto` for all. */
  names: readonly string[]
  /** Takes an event that counts. */
  take: Emit
  report(error: Error): void
  /** Events that the shop tracked itself before the sources came: they count already. */
  tracked: readonly Parameters<Emit>[]
  /** Reads nothing that was there before. */
  fromNow: boolean
}

export interface RunningSources {
  /** For the shop's own events: they count once with those of the sources. */
  track: Emit
  stop(): void
}

function sourcesNamed(listed: readonly string[], report: (error: Error) => void): SourceName[] {
  const names = listed.flatMap((text) => text.split(/\s+/)).filter(Boolean)
  if (names.includes('auto')) return [...SOURCE_NAMES]
  for (const name of names) {
    if ((SOURCE_NAMES as readonly string[]).includes(name)) continue
    report(
      penchantError(
        'InvalidOption',
        `sources: ${show(name)} is no source; give auto, or some of ${SOURCE_NAMES.join(', ')}.`,
      ),
    )
  }
  return SOURCE_NAMES.filter((name) => names.includes(name))
}

/** What an event may name an item by; anything else is refused where the event is taken. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** Listeners that fail alone. */
function createListeners<T>(report: (error: Error) => void) {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener: (value: T) => void): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell(value: T): void {
      for (const listener of [...listeners]) {
        try {
          listener(value)
        } catch (error) {
          report(error as Error)
        }
      }
    },
  }
}

/** Starts the sources that a shop has listed, with what they share: what counts once, and where the visitor is. */
export function startPageSources({ names, take, report, tracked, fromNow }: SourcesHost): RunningSources {
  const once = createCountOnce(() => performance.now())
  const facts = createItemFacts()
  const changes = createListeners<'view' | 'item'>(report)
  const leaves = createListeners<void>(report)
  let item: string | undefined

  function isAbout(name: string, params: EventParams): void {
    if (name !== 'view_item') return
    const ids = params.items?.map((entry) => entry?.item_id) ?? [params.item_id]
    const id = ids.length === 1 ? idOf(ids[0]) : undefined
    if (id === undefined || id === item) return
    item = id
    changes.tell('item')
  }

  /** @param send whether what counts is to be taken, or has been. */
  function count(source: string, name: string, params: EventParams | undefined, send: boolean): void {
    let counted = params as EventParams | null | undefined
    try {
      counted = once.take(source, name, params ?? {})
      isAbout(name, params ?? {})
      if (counted) counted = facts.complete(counted)
    } catch {
      // Only the shop's own parameters can throw when they are read; who takes them says what is wrong.
    }
    if (send && counted) take(name, counted)
  }

  const page: Page = {
    get item() {
      return item
    },
    onChange: changes.add,
    onLeave: leaves.add,
    facts,
    reportedByOthers: (event, source, since = 0) => once.reportedByOthers(event, source, since),
    emitAs: (source) => (name, params) => count(source, name, params, true),
    report,
    fromNow,
  }

  for (const [name, params] of tracked) count('shop', name, params, false)

  function start(): () => void {
    const stopWatching = watchNavigation(() => {
      once.nextPage()
      item = undefined
      changes.tell('view')
    })
    const stopWaiting = watchLeaving(() => leaves.tell())
    const sources = sourcesNamed(names, report).map(
      (name): Source =>
        () =>
          SOURCES[name](page)(page.emitAs(name)),
    )
    const stop = startSources(sources, take, (error) => report(error as Error))
    return () => {
      stop()
      stopWatching()
      stopWaiting()
    }
  }

  // Nobody sees a page that is rendered before it is wanted.
  let stop = () => {}
  const begin = () => {
    stop = start()
  }
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', begin, { once: true })
    stop = () => document.removeEventListener('prerenderingchange', begin)
  } else begin()

  return {
    track: (name, params) => count('shop', name, params, true),
    stop: () => stop(),
  }
}
