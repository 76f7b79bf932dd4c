import type { ChoiceRequest, ChoiceResponse } from '@penchant/protocol'

/** The answer when nothing can be chosen: the shop's first option. Reads untrusted input; never throws. */
export function firstOption(request: ChoiceRequest | undefined): ChoiceResponse {
  const response: ChoiceResponse = { id: 'shop-order', slot: '', option: '', propensity: 1, source: 'shop-order' }
  try {
    const { slot, options } = request!
    const first: unknown = typeof options[0] === 'string' ? options[0] : options[0].id
    if (typeof slot === 'string') response.slot = slot
    if (typeof first === 'string') response.option = first
  } catch {
    // Whatever it is, the engine or `onError` has said what is wrong with it.
  }
  return response
}
