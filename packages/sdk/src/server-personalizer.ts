import { AT_REST } from './at-rest.ts'
import { checkRequest } from './check-request.ts'
import { firstOption } from './first-option.ts'
import type { Personalizer } from './personalizer.ts'
import { shopOrder } from './shop-order.ts'

/** While a server renders the page: the shop's own order, and nothing else. It holds no state, so one may serve all visitors. */
export function createServerPersonalizer(): Personalizer {
  const nothing = () => {}
  return {
    track: nothing,
    recommend: async (given) => {
      const { request, fallback } = checkRequest(given)
      return shopOrder(request, fallback)
    },
    choose: async (request) => firstOption(request),
    identify: async () => true,
    outlook: async () => null,
    inspect: async () => null,
    watch: () => nothing,
    subscribe: () => nothing,
    getSnapshot: () => AT_REST,
    learn: async () => {},
    export: async () => null,
    import: async () => null,
    forget: async () => true,
    pause: async () => false,
    erase: async () => true,
    consent: { state: 'pending', purposes: AT_REST.purposes, signal: 'option', grant: nothing, deny: async () => true },
    destroy: nothing,
  }
}
