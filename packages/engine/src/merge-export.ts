import { type ImportReport, type Interaction, penchantError, type StoredInteraction } from '@penchant/protocol'
import { checkInteraction } from './check-interactions.ts'
import { minimise } from './minimise.ts'
import { show } from './show.ts'

const DAY = 24 * 3600_000
/** Rows of one file; more is no visitor's history. */
const LONGEST = 1_000_000
const SHOWN = 20

interface Merged {
  /** By time. */
  interactions: Interaction[]
  report: ImportReport
}

function contentOf({ event, item, time, term, surface, value, quantity, price, via }: Interaction): string {
  return JSON.stringify([event, item, time, term, surface, value, quantity, price, via])
}

/**
 * Reads what `exportData` gave, here or on another device, and merges it into a history. A row that is wrong is refused
 * by itself, one that is there already counts once: the same `key`, or the same in everything that is stored. Throws
 * `InvalidRequest` for what is no export.
 */
export function mergeExport(
  given: unknown,
  history: readonly StoredInteraction[],
  keep: { days: number; interactions: number },
  now: number,
): Merged {
  const { format, version, interactions: rows } = Object(given) as Record<string, unknown>
  if (format !== 'penchant-export' || version !== 1 || !Array.isArray(rows) || rows.length > LONGEST) {
    const found = `format ${show(format)}, version ${show(version)}`
    throw penchantError(
      'InvalidRequest',
      `import: this is no export (${found.slice(0, 100)}): give what export() gave, format "penchant-export", version 1, with at most ${LONGEST} interactions`,
    )
  }
  const report: ImportReport = { added: 0, known: 0, expired: 0, refused: [] }
  const keys = new Set(history.map(({ key }) => key))
  const contents = new Set(history.map((row) => contentOf(minimise(row))))
  const added: Interaction[] = []
  for (const [index, row] of rows.entries()) {
    try {
      const interaction = minimise(checkInteraction(row, index))
      if (interaction.time > now + DAY) {
        throw penchantError('InvalidEvent', `interactions[${index}].time is ${interaction.time}: it is yet to come`)
      }
      const { key } = interaction
      const content = contentOf(interaction)
      if ((key !== undefined && keys.has(key)) || contents.has(content)) {
        report.known++
        continue
      }
      keys.add(key)
      contents.add(content)
      added.push(interaction)
    } catch (error) {
      if (report.refused.length < SHOWN) report.refused.push((error as Error).message)
    }
  }
  const merged = [...history.map(({ id: _, session: __, ...interaction }) => interaction), ...added]
  merged.sort((a, b) => a.time - b.time)
  const kept = merged.filter(({ time }) => time >= now - keep.days * DAY).slice(-keep.interactions)
  const left = new Set(kept)
  report.expired = added.filter((interaction) => !left.has(interaction)).length
  report.added = added.length - report.expired
  return { interactions: kept, report }
}
