import { contextCode } from '@penchant/model'
import type { ContextConfig } from '@penchant/protocol'
import type { Dataset } from './dataset.ts'

/**
 * The dataset as a model reads it that was trained on another: its columns have the model's codes. What the model does
 * not know of it keeps its own.
 */
export function inContext(dataset: Dataset, context: ContextConfig | undefined): Dataset {
  const recode: Record<string, readonly number[]> = {}
  const contextValues = { ...dataset.contextValues }
  for (const field of context?.fields ?? []) {
    const own = dataset.contextValues[field.name]
    if (!own || own.every((value, i) => field.values[i] === value)) continue
    recode[field.name] = [0, ...own.map((value) => contextCode(field, value))]
    contextValues[field.name] = field.values
  }
  return Object.keys(recode).length === 0 ? dataset : { ...dataset, contextValues, recode }
}
