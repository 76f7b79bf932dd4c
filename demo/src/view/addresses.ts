import type { Item } from 'penchant'
import type { Site } from './site.ts'

/** The product's page in this shop; the address a catalogue gives may lead to another. */
export function productAddress(id: string, site: Site): string {
  return `${site.base}/p/${encodeURIComponent(id)}`
}

/** The item's own picture where it has an absolute one, else the one this shop draws. */
export function pictureAddress(item: Item, site: Site): string {
  if (item.image && /^https?:\/\//i.test(item.image)) return item.image
  return `/pictures/${encodeURIComponent(item.id)}.svg?v=${site.version}`
}
