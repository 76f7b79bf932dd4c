import type { Personalizer } from 'penchant'

/** What the shop asks of the SDK, whichever way the SDK came onto the page. */
export type ShopPersonalizer = Pick<
  Personalizer,
  'track' | 'recommend' | 'subscribe' | 'getSnapshot' | 'learn' | 'export' | 'erase'
> & { consent: Pick<Personalizer['consent'], 'grant' | 'deny'> }
