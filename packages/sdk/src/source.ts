import type { EventName, EventParams } from '@penchant/protocol'

/** Takes one event, as `personalizer.track` does: never throws, never blocks. */
export type Emit = (name: EventName | (string & {}), params?: EventParams) => void

/**
 * Something that finds events by itself, e.g. by listening to a data layer. Called once, in the
 * browser, when the personalizer is created; what it emits before consent waits in memory.
 *
 * @returns stops it and gives back every listener.
 */
export type Source = (emit: Emit) => () => void
