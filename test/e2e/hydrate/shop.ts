import type { Personalizer, ShopRequest } from 'penchant'
import { createPersonalizer } from 'penchant'

/** What the server found in the shop's own data. */
export interface PageData {
  cdn: string
  /** Product of the page. */
  id: string
  /** The shop's own order of other products. */
  own: string[]
}

export const requestOf = ({ own }: PageData): ShopRequest => ({ count: own.length, fallback: own })

/** The same line on the server, where it does nothing, and on the page. */
export const personalizerFor = ({ cdn }: PageData): Personalizer =>
  createPersonalizer({
    model: `${cdn}/model/`,
    workerUrl: `${cdn}/engine/worker.js`,
    consent: 'granted',
    learn: false,
    database: 'hydrate',
  })

export const pageData = (): PageData => JSON.parse(document.querySelector('#data')!.textContent!)
