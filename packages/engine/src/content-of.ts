import type { Catalogue } from '@penchant/protocol'
import { ContentIndex, itemText } from '@penchant/ranking'

const indices = new WeakMap<Catalogue, ContentIndex>()

/** The catalogue by its words. Made when it is first asked for: most visitors never need it. */
export function contentOf(catalogue: Catalogue): ContentIndex {
  let index = indices.get(catalogue)
  if (!index) {
    const texts = Array.from({ length: catalogue.size }, (_, i) => itemText(catalogue.item(i + 1)))
    // Words alone: trigrams take four times as long, on a device that waits.
    index = new ContentIndex(texts, { trigrams: false })
    indices.set(catalogue, index)
  }
  return index
}
