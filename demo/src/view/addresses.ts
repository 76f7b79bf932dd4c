import type { Item } from 'penchant'
import type { Site } from './site.ts'

/** The product's page in this shop; the address a catalogue gives may lead to another. */
export function productAddress(id: string, site: Site): string {
  return `${site.base}/p/${encodeURIComponent(id)}`
}

/** Whether the catalogue says where on the web the item's picture is. */
export function hasOwnPicture({ image }: Item): boolean {
  return image !== undefined && /^https?:\/\//i.test(image) && URL.canParse(image)
}

/** The item's own picture where it has one, else the one this shop draws. */
export function pictureAddress(item: Item, site: Site): string {
  return hasOwnPicture(item) ? item.image! : `/pictures/${encodeURIComponent(item.id)}.svg?v=${site.version}`
}
