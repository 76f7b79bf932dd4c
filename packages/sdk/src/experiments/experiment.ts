import { type EventName, isEventName, penchantError, type StoredInteraction } from '@penchant/protocol'
import type { ShopRequest } from '../check-request.ts'
import { ownOrder } from '../list/own-order.ts'
import type { Personalizer } from '../personalizer.ts'
import { show } from '../show.ts'
import { assign } from './assignment.ts'
import { deviceRecord, forgetDevice, keepExposure } from './device-record.ts'
import { followResult, historyOf } from './follow-history.ts'

/** What visitors in an arm get. */
export interface Arm {
  /** Of all visitors; the shares of all arms need not sum to 1. */
  share: number
  /** The request that is asked instead; `null` for the shop's own order. Default: the request as it is. */
  request?: (request: ShopRequest) => ShopRequest | null
}

export interface ExperimentOptions {
  /** The shop's own name of it: another name, other visitors in each arm. */
  name: string
  /** Default: a tenth of the visitors, `holdout`, get the shop's own order, the rest, `personalised`, recommendations. */
  arms?: Record<string, Arm>
  /** Events that are counted. Default `['purchase']`. */
  outcomes?: readonly EventName[]
  /** Told whenever the counts have changed. Nobody else is: what the shop does not send stays on the device. */
  onResult?: (result: ExperimentResult) => void
}

export interface ExperimentResult {
  experiment: string
  arm: string
  /** Events, by name, since this visitor was first shown something by the experiment. */
  outcomes: Record<string, number>
  /** Sum of price × quantity of what was bought since, in the shop's currency. */
  revenue: number
}

export interface Experiment {
  /** The visitor's arm; `null` before consent: then lists are in the shop's own order. */
  readonly arm: string | null
  /** The same personalizer with the arm's lists: what a binding or an element takes. */
  readonly personalizer: Personalizer
  /** `null` before the first list was shown, and without the visitor's consent to `export`. */
  result(): Promise<ExperimentResult | null>
  /** Ends the listening; the personalizer goes on. */
  end(): void
}

const HOLDOUT: Record<string, Arm> = { holdout: { share: 0.1, request: () => null }, personalised: { share: 0.9 } }

/**
 * An A/B test whose arms are drawn, and whose outcomes are counted, on the visitor's device. Throws `InvalidOption` for
 * options that are wrong: an experiment that nobody notices to be none would be worse.
 */
export function createExperiment(personalizer: Personalizer, options: ExperimentOptions): Experiment {
  const { name, arms = HOLDOUT, outcomes = ['purchase'], onResult } = options
  check(options)
  const shares = Object.fromEntries(Object.entries(arms).map(([arm, { share }]) => [arm, share]))

  function armOf(): string | null {
    const record = deviceRecord(personalizer)
    return record && assign(record.seed, name, shares)
  }

  async function result(): Promise<ExperimentResult | null> {
    const record = deviceRecord(personalizer)
    const since = record && Object.hasOwn(record.exposed, name) ? record.exposed[name] : null
    if (since === null) return null
    // Times are stored by the second.
    const after = (await historyOf(personalizer))?.filter(({ time }) => time >= since - (since % 1000))
    if (!after) return null
    return {
      experiment: name,
      arm: armOf()!,
      outcomes: Object.fromEntries(outcomes.map((event) => [event, eventsOf(after, event)])),
      revenue: after.reduce(
        (sum, { event, price = 0, quantity = 1 }) => sum + (event === 'purchase' ? price * quantity : 0),
        0,
      ),
    }
  }

  const stopFollowing = followResult(personalizer, result, onResult)
  const stopForgetting = personalizer.subscribe(() => {
    if (personalizer.consent.state === 'denied') forgetDevice()
  })
  return {
    get arm() {
      return armOf()
    },
    personalizer: {
      ...personalizer,
      async recommend(request = {}) {
        const arm = armOf()
        if (arm === null) return personalizer.recommend(request)
        keepExposure(personalizer, name, Date.now())
        const changed = (arms[arm].request ?? ((same) => same))(request)
        if (changed) return personalizer.recommend(changed)
        const { kind = 'for-you' } = request
        return { id: 'shop-order', kind, items: [...ownOrder(request)], source: 'shop-order', took: 0 }
      },
      erase() {
        forgetDevice()
        return personalizer.erase()
      },
    },
    result,
    end() {
      stopFollowing()
      stopForgetting()
    },
  }
}

/** An event with several items is stored as several interactions of one moment. */
function eventsOf(history: readonly StoredInteraction[], event: EventName): number {
  return new Set(history.flatMap((entry) => (entry.event === event ? entry.time : []))).size
}

function check({ name, arms = HOLDOUT, outcomes = [], onResult }: ExperimentOptions): void {
  const refuse = (field: string, value: unknown, remedy: string) => {
    throw penchantError('InvalidOption', `createExperiment: ${field} is ${show(value)}; ${remedy}.`)
  }
  if (typeof name !== 'string' || name === '') refuse('name', name, 'give the experiment a name')
  if (Object.keys(arms).length < 2)
    refuse('arms', arms, 'give at least two, such as { a: { share: 1 }, b: { share: 1 } }')
  for (const [arm, { share }] of Object.entries(arms)) {
    if (!(share > 0 && share < Infinity)) refuse(`arms.${arm}.share`, share, 'give a number above 0')
  }
  for (const event of outcomes) {
    if (!isEventName(event)) refuse('outcomes', event, 'give names of events such as "purchase"')
  }
  if (onResult !== undefined && typeof onResult !== 'function') refuse('onResult', onResult, 'give a function')
}
