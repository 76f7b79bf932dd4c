import { History } from './history.ts'
import { optimize } from './optimize.ts'
import { paretoFront } from './pareto-front.ts'
import type { Pruner } from './pruners/pruner.ts'
import { randomStream } from './random-stream.ts'
import type { Sampler } from './samplers/sampler.ts'
import { tpeSampler } from './samplers/tpe.ts'
import { checkValues, dimensions, type Params, type Space, type Values } from './space.ts'
import type { Ask, Study } from './study.ts'
import { type Direction, type Observation, observe, type Trial } from './trial.ts'
import { memoryLog, type TrialLog, type TrialRecord } from './trial-log.ts'

export interface StudyOptions<S extends Space> {
  space: S
  /** One, or one an objective. Default `minimize`. */
  direction?: Direction | readonly Direction[]
  /** Default `tpeSampler()`. */
  sampler?: Sampler
  /** Default: nothing is pruned. */
  pruner?: Pruner
  /** Whole number. Default 0. */
  seed?: number
  /** Default: memory. `openJournal` of `@penchant/tune/node` keeps it in a file. */
  log?: TrialLog
}

/**
 * A search for the parameters of `space` with the smallest (or largest) values of an objective. With a log that holds
 * trials already it goes on from them.
 * @throws RangeError naming the option, its value and what to do; also where the log belongs to another search
 */
export function createStudy<const S extends Space>(options: StudyOptions<S>): Study<S> {
  const { space, direction = 'minimize', sampler = tpeSampler(), pruner, seed = 0, log = memoryLog() } = options
  const directions = typeof direction === 'string' ? [direction] : direction
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed is ${seed}; take a whole number from 0`)
  if (directions.length === 0) throw new RangeError('direction is []; name one for each objective')
  for (const each of directions) {
    if (each !== 'minimize' && each !== 'maximize') {
      throw new RangeError(`direction is "${each}"; take "minimize" or "maximize"`)
    }
  }
  if (pruner && directions.length > 1) {
    throw new RangeError('pruner: with several objectives no trial is hopeless by one; leave it out')
  }
  const checked = dimensions(space)
  const history = new History()
  const queue: Values[] = []
  const definition: TrialRecord = { kind: 'study', space, directions, seed }
  let claims = 0
  let defined = false
  let observed = new Map<Trial, Observation>()

  function sync(): void {
    for (const record of log.read()) {
      if (record.kind !== 'study') history.apply(record)
      else if (!defined) {
        if (stable(record) !== stable(definition)) {
          throw new RangeError(
            'log holds another search (space, direction or seed differ); take the same options, or another file',
          )
        }
        defined = true
      }
    }
  }

  /** Whoever writes the first definition defines it for all. */
  sync()
  if (!defined) {
    log.append(definition)
    sync()
  }

  function observations(): Observation[] {
    const next = new Map<Trial, Observation>()
    const all = history.entries.map(({ trial }) => {
      const observation = (trial.state !== 'running' && observed.get(trial)) || observe(trial, directions)
      if (trial.state !== 'running') next.set(trial, observation)
      return observation
    })
    observed = next
    return all
  }

  function take(trial: number, params: Values, after?: string): Ask<Params<S>> | null {
    const claim = `${log.owner}#${claims++}`
    log.append({ kind: 'claim', trial, claim, params, time: Date.now(), ...(after !== undefined && { after }) })
    sync()
    if (history.entries[trial]?.claim !== claim) return null
    return { number: trial, params: params as Params<S>, claim }
  }

  const current = (): Trial<Params<S>>[] => {
    sync()
    return history.entries.map(({ trial }) => trial as unknown as Trial<Params<S>>)
  }

  const study: Study<S> = {
    space: checked,
    directions,
    seed,
    get trials() {
      return current()
    },
    get best() {
      let best: Trial<Params<S>> | undefined
      const sign = directions[0] === 'maximize' ? -1 : 1
      for (const trial of current()) {
        if (trial.state === 'complete' && (!best || sign * trial.values[0] < sign * best.values[0])) best = trial
      }
      return best
    },
    get front() {
      const complete = current().filter((trial) => trial.state === 'complete')
      const losses = complete.map(({ values }) => values.map((v, i) => (directions[i] === 'maximize' ? -v : v)))
      return paretoFront(losses).map((index) => complete[index])
    },
    observations() {
      sync()
      return observations()
    },
    ask({ limit = Number.POSITIVE_INFINITY } = {}) {
      while (true) {
        sync()
        const waiting = history.entries.find(
          ({ trial, claim }) =>
            trial.state === 'running' && (claim === null || !log.isAlive(claim.slice(0, claim.lastIndexOf('#')))),
        )
        const number = history.entries.length
        if (!waiting && number >= limit) return null
        let params: Values | null
        if (waiting) params = waiting.trial.params
        else if (queue.length > 0) params = queue[0]
        else {
          const random = randomStream(seed, number)
          params = sampler({ space: checked, trials: observations(), number, seed, random })
        }
        if (!params) return null
        const mine = waiting ? take(waiting.trial.number, params, waiting.claim ?? 'nobody') : take(number, params)
        if (mine && params === queue[0]) queue.shift()
        if (mine) return mine
      }
    },
    enqueue(params) {
      checkValues(checked, params as Values)
      const wanted = stable(params)
      sync()
      // A resumed study has it already.
      if (!history.entries.some(({ trial }) => stable(trial.params) === wanted)) queue.push(params as Values)
    },
    report(ask, step, value) {
      if (!Number.isFinite(step)) throw new RangeError(`step is ${step}; it must be finite`)
      log.append({ kind: 'report', trial: ask.number, claim: ask.claim, step, value })
      sync()
      const { trial, claim } = history.entries[ask.number]
      if (claim !== ask.claim || !pruner) return false
      return pruner(observe(trial, directions), observations())
    },
    tell(ask, outcome) {
      const { number: trial, claim } = ask
      sync()
      if (history.entries[trial]?.claim !== claim) return false
      if (typeof outcome === 'object' && 'state' in outcome) {
        if (outcome.state === 'released') log.append({ kind: 'release', trial, claim })
        else log.append({ kind: 'finish', trial, claim, time: Date.now(), values: [], ...outcome })
      } else {
        const values = typeof outcome === 'number' ? [outcome] : [...outcome]
        const error =
          values.length !== directions.length
            ? `gave ${values.length} values for ${directions.length} directions`
            : values.every(Number.isFinite)
              ? undefined
              : `gave ${values.join(', ')}, which is not finite`
        if (error) log.append({ kind: 'finish', trial, claim, time: Date.now(), state: 'failed', values: [], error })
        else log.append({ kind: 'finish', trial, claim, time: Date.now(), state: 'complete', values })
      }
      sync()
      return history.entries[trial].claim === null
    },
    optimize: (objective, settings) => optimize(study, objective, settings),
  }
  return study
}

/** JSON that does not hang on the order in which an object's fields were set. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
