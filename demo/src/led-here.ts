import { type Stored, stored } from './stored.ts'
import type { Site } from './view/site.ts'

/** The recommendation that the visitor just followed. */
export interface Lead {
  item: string
  /** `id` of the response it stood in. */
  recommendation: string
  /** Which item of it. */
  attribution?: string
  list: string
}

/**
 * Remembers from one page to the next which recommendation led to a product, so that its `view_item`
 * can say so. A `select_item` sent while the page goes away might not be stored any more.
 */
export function ledHere(site: Site): Stored<Lead | null> {
  return stored<Lead | null>(
    'session',
    `demo:${site.name}:led`,
    null,
    (lead) => lead === null || typeof lead.item === 'string',
  )
}
