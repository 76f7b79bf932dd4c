import { ownSteps, type Trace } from './trace.ts'

/**
 * What a trace is measured by, each as a logarithm, so that twice and half are as far; and on which side of others a robot
 * lies. Nothing grows with the length of the trace: a customer of ten years is none.
 */
export const TRACE_FEATURES = [
  { name: 'steps a day', side: 1 },
  { name: 'pause between steps', side: -1 },
  { name: 'different items', side: -1 },
  { name: 'unevenness of pauses', side: -1 },
  { name: 'share of hurried steps', side: 1 },
] as const

/** Fewer say nothing: a short visit may be of any kind. */
const LEAST_STEPS = 20
const LEAST_PAUSES = 10
/** Items are counted in so many steps at a time, or in all where there are fewer. */
const BLOCK = 60
/** A step is hurried where the next follows within this, milliseconds: nobody has read anything. */
const HURRY = 3000
const DAY = 86_400_000
/** Of the logarithm's spread: an exact clockwork has none. */
const LEAST_UNEVENNESS = 1e-3

/** [TRACE_FEATURES], or `null` where there is too little to tell, or the clock is too coarse. */
export function traceFeatures(trace: Trace): number[] | null {
  const { times, sessions, items } = trace
  const steps = ownSteps(trace)
  if (steps.length < LEAST_STEPS) return null
  const pauses = steps
    .slice(1)
    .map((at, k) => (sessions[at] === sessions[steps[k]] ? times[at] - times[steps[k]] : 0))
    // Steps at the same moment are one: a list, or what a coarse clock cannot tell apart.
    .filter((pause) => pause > 0)
  if (pauses.length < LEAST_PAUSES) return null

  const days = new Set(steps.map((i) => Math.floor(times[i] / DAY))).size
  const different: number[] = []
  for (let from = 0; from === 0 || from + BLOCK <= steps.length; from += BLOCK) {
    const block = steps.slice(from, from + BLOCK)
    different.push(new Set(block.map((i) => items[i])).size / block.length)
  }
  const logs = pauses.map(Math.log)
  const middle = mean(logs)
  const unevenness = Math.sqrt(mean(logs.map((each) => (each - middle) ** 2)))
  const hurried = pauses.filter((pause) => pause < HURRY).length
  return [
    Math.log(steps.length / days),
    Math.log(median(pauses)),
    Math.log(median(different)),
    Math.log(Math.max(LEAST_UNEVENNESS, unevenness)),
    // One more of each, so that none is a share, too.
    Math.log((hurried + 1) / (pauses.length + 1)),
  ]
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
