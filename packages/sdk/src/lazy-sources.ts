import { notStarted } from './not-started.ts'
import type { Emit, Source } from './source.ts'
import type { RunningSources, SourcesHost } from './sources/start-page-sources.ts'
import { whenIdle } from './when-idle.ts'

/** Fetches the module of sources, which a page that wants none never does. */
export type LoadSources = () => Promise<{ startPageSources(host: SourcesHost): RunningSources }>

/** The sources that a shop has listed by name, from the moment they are wanted. */
export interface LazySources {
  /** For the shop's own events; before the sources have come they are taken as they are. */
  track: Emit
  /** Fetches the sources when the page is idle, and starts them. @param fromNow leaves alone what is there already. */
  start(fromNow: boolean): void
  stop(): void
}

/** @param sources what the shop has listed; functions are none of these. */
export function createLazySources(
  sources: readonly (string | Source)[],
  load: LoadSources,
  take: Emit,
  report: (error: unknown) => void,
): LazySources {
  const names = sources.filter((source) => typeof source === 'string')
  let tracked: Parameters<Emit>[] = []
  let running: RunningSources | undefined
  let stop: (() => void) | undefined

  return {
    track(name, params) {
      if (running) return running.track(name, params)
      if (stop) tracked.push([name, params])
      take(name, params)
    },
    start(fromNow) {
      if (!names[0] || stop) return
      const callOff = whenIdle(async () => {
        try {
          const { startPageSources } = await load()
          if (stop === mine) running = startPageSources({ names, take, report, tracked, fromNow })
        } catch (cause) {
          report(notStarted('The sources', 'sources.js', cause as Error))
        }
      })
      const mine = () => {
        callOff()
        running?.stop()
        running = stop = undefined
        tracked = []
      }
      stop = mine
    },
    stop: () => stop?.(),
  }
}
