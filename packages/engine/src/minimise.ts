import type { Interaction } from '@penchant/protocol'
import { redact } from './redact.ts'

const SECOND = 1000

/** The interaction as it is stored: by the second, and free text without what tells who somebody is. */
export function minimise(interaction: Interaction): Interaction {
  const { time, term, surface } = interaction
  return {
    ...interaction,
    time: Math.floor(time / SECOND) * SECOND,
    ...(term !== undefined && { term: redact(term) }),
    ...(surface !== undefined && { surface: redact(surface) }),
  }
}
