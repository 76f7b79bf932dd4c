import { type Interaction, isItemEvent } from '@penchant/protocol'
import { redact } from './redact.ts'

const SECOND = 1000

/**
 * The interaction as it is stored: by the second, free text without what tells who somebody is, and the shop's words only
 * for an item that `isKnown` does not know.
 */
export function minimise(interaction: Interaction, isKnown: (item: string) => boolean = () => false): Interaction {
  const { about, ...stored } = interaction
  const { event, item, time, term, surface } = stored
  return {
    ...stored,
    time: Math.floor(time / SECOND) * SECOND,
    ...(about !== undefined && item !== undefined && isItemEvent(event) && !isKnown(item) && { about }),
    ...(term !== undefined && { term: redact(term) }),
    ...(surface !== undefined && { surface: redact(surface) }),
  }
}
