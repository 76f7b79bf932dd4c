import { penchantError } from '@penchant/protocol'
import { watchLayer } from '../sources/watch-layer.ts'
import type { SignalReader } from './signal-reader.ts'

const SIGNAL = 'personalization_storage'
/** Google's own limit is not published; a page that says more has made a mistake. */
const LONGEST_WAIT = 10_000

/** How exactly a default fits the visitor's region; -1 where it is for others. */
function fit(regions: unknown, region: string): number {
  if (!Array.isArray(regions)) return 0
  // Where nobody knows the region each default may be meant.
  if (region === '') return 0
  const fitting = regions.filter((each) => each === region || region.startsWith(`${each}-`))
  return Math.max(-1, ...fitting.map((each) => String(each).length))
}

/**
 * Google's Consent Mode v2: `gtag('consent', 'default' | 'update', { personalization_storage })` in the data layer, with
 * `wait_for_update` and `region`. The default for the smallest region that fits counts; of several that fit alike, or
 * where the visitor's region is unknown, the strictest. An update counts more than every default.
 */
export const consentMode: SignalReader = (tell, { region, report }) => {
  let best = -1
  let byDefault: boolean | undefined
  let update: boolean | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = false
  /** A page may use the mode for other storage alone. */
  let mentioned = false

  function say(): void {
    if (!mentioned) return
    const said = update ?? (waiting ? undefined : byDefault)
    tell({ present: true, given: said === undefined ? null : { store: said, personalise: said, learn: said } })
  }

  function read(entry: unknown): void {
    const [command, kind, given] = Array.from(entry as ArrayLike<unknown>) as [
      unknown,
      unknown,
      Record<string, unknown>,
    ]
    if (command !== 'consent' || typeof given !== 'object' || given === null) return
    const value = given[SIGNAL]
    const known = value === 'granted' || value === 'denied'
    mentioned ||= known
    if (kind === 'update' && known) update = value === 'granted'
    if (kind === 'default') {
      const how = fit(given.region, region)
      if (how < 0) return
      if (known && how >= best) {
        const yes = value === 'granted'
        byDefault = how === best && byDefault !== undefined ? byDefault && yes : yes
        best = how
      }
      const wait = Number(given.wait_for_update)
      if (wait > 0) {
        waiting = true
        clearTimeout(timer)
        timer = setTimeout(
          () => {
            waiting = false
            say()
          },
          Math.min(wait, LONGEST_WAIT),
        )
      }
    }
    say()
  }

  const stop = watchLayer(
    (entry) => {
      if (typeof entry === 'object' && entry !== null && '0' in entry && 'length' in entry) read(entry)
    },
    true,
    () =>
      report(
        penchantError('InvalidEvent', 'dataLayer: an entry throws, or it is no array; consent in it is not read.'),
      ),
  )
  return () => {
    clearTimeout(timer)
    stop()
  }
}
