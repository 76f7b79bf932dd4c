import { writeFileSync } from 'node:fs'
import { createRandom } from '@penchant/model'

/** Items `a0`…`a9`, `b0`…`b9`, `c0`…`c9`. */
const GROUPS = ['a', 'b', 'c']
const PER_GROUP = 10

/**
 * A sessions file for tests, easy to learn from: a visit keeps to one group of items and mostly goes on to the next
 * one. @returns its path
 */
export function writeSessions(path: string, count: number): string {
  const random = createRandom(7)
  const lines = Array.from({ length: count }, () => {
    const group = GROUPS[random.below(GROUPS.length)]
    let item = random.below(PER_GROUP)
    return Array.from({ length: 3 + random.below(4) }, () => {
      item = (item + (random.uniform() < 0.9 ? 1 : 3)) % PER_GROUP
      return `${group}${item}`
    }).join(' ')
  })
  writeFileSync(path, lines.join('\n'))
  return path
}
