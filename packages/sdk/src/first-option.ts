import type { ChoiceOption, ChoiceRequest, ChoiceResponse } from '@penchant/protocol'
import { text } from './interactions-from-event.ts'

/** The answer when nothing can be chosen: the shop's first option. Reads untrusted input; never throws. */
export function firstOption(request: ChoiceRequest | undefined): ChoiceResponse {
  const response: ChoiceResponse = { id: 'shop-order', slot: '', option: '', propensity: 1, source: 'shop-order' }
  try {
    const {
      slot,
      options: [first],
    } = request!
    response.slot = text(slot) ?? ''
    response.option = text((first as ChoiceOption).id ?? first) ?? ''
  } catch {
    // Whatever it is, the engine or `onError` has said what is wrong with it.
  }
  return response
}
