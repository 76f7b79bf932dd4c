import { CLOCK_FIELDS } from '@penchant/model'
import { type ContextConfig, LIMITS } from '@penchant/protocol'
import type { Dataset } from '../dataset.ts'

/** Sizes that no data set was asked about: sixteen numbers tell apart what few values a field has. */
const SIZES = { width: 16, crosses: 2, rank: 16 }

/**
 * The context that a dataset tells of: its own columns, hour and weekday. `null` where there is none.
 * @param timeZone whose clock gives hour and weekday, where the dataset has no columns of these names
 */
export function contextConfig(dataset: Dataset, timeZone: string): ContextConfig | null {
  const own = dataset.contextColumns.map((name) => ({ name, values: dataset.contextValues[name] }))
  // By the visitors' own clocks; the browser has that, and training has it nowhere else.
  const isTold = CLOCK_FIELDS.some(({ name }) => dataset.contextColumns.includes(name))
  const clock = dataset.clock && !isTold ? CLOCK_FIELDS : []
  const fields = [...own.filter(({ values }) => values.length > 0), ...clock].slice(0, LIMITS.contextFields)
  return fields.length > 0 ? { fields, ...SIZES, ...(!isTold && { timeZone }) } : null
}
