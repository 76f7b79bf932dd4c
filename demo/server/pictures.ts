import { createHash } from 'node:crypto'
import { drawItem } from '@penchant/cli/draw'
import type { Item } from 'penchant'

export interface Picture {
  svg: string
  etag: string
}

const KEPT = 4000

/** Draws items when they are first looked at, and keeps what it drew. */
export function createPictures(): (item: Item) => Picture {
  const drawn = new Map<string, Picture>()
  return (item) => {
    let picture = drawn.get(item.id)
    if (!picture) {
      const svg = drawItem(item)
      picture = { svg, etag: `"${createHash('sha256').update(svg).digest('hex').slice(0, 16)}"` }
      if (drawn.size >= KEPT) drawn.delete(drawn.keys().next().value!)
      drawn.set(item.id, picture)
    }
    return picture
  }
}
