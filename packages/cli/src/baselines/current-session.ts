import type { History } from '@penchant/ranking'

/** Item rows of the last session, oldest first. Padding (0) is left out. */
export function currentSession({ rows, sessions }: History): number[] {
  const current: number[] = []
  for (let i = rows.length - 1; i >= 0 && sessions[i] === sessions[rows.length - 1]; i--) {
    if (rows[i] !== 0) current.push(rows[i])
  }
  return current.reverse()
}
