import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createRandom } from '@penchant/model'

const ITEMS = 200_000
const PER_VISITOR = 12

/** Visits all over three months, in time order as a log is, items by a long-tailed popularity. */
export async function writeEvents(path: string, count: number): Promise<void> {
  const random = createRandom(1)
  const visitors = Math.ceil(count / PER_VISITOR)
  const start = Date.UTC(2025, 0, 1)
  const step = (90 * 86_400_000) / count
  const out = createWriteStream(path)
  out.write('time,visitor,item,event\n')
  const lines: string[] = []
  for (let i = 0; i < count; i++) {
    // A visitor is on for a while: those who look around at a moment are a narrow window of all.
    const visitor = (Math.floor((i / count) * visitors * 4) + Math.floor(random.uniform() * 200)) % visitors
    const item = Math.floor(ITEMS * random.uniform() ** 3)
    const event = random.uniform() < 0.06 ? 'add_to_cart' : 'view_item'
    lines.push(`${new Date(start + i * step).toISOString()},v${visitor},item-${item},${event}\n`)
    if (lines.length === 20_000) {
      if (!out.write(lines.join(''))) await once(out, 'drain')
      lines.length = 0
    }
  }
  out.end(lines.join(''))
  await once(out, 'finish')
}
