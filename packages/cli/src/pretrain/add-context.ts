import { DataError } from '../errors.ts'
import { itemTable } from '../tower/item-table.ts'
import { contextConfig } from './context-config.ts'
import { fitContext } from './fit-context.ts'
import type { LastPhase } from './last-phase.ts'
import { loadBest, saveContext, writeModelFile } from './model-folder.ts'

/** Share of `--minutes` that the context may take in the end. */
const CONTEXT_SHARE = 0.2

export const CONTEXT_USES = ['auto', 'on', 'off'] as const
export type ContextUse = (typeof CONTEXT_USES)[number]

export interface ContextChoice {
  use: ContextUse
  /** IANA name of the zone whose clock gives hour and weekday. */
  timeZone: string
  /** Most seconds of the training before; the context may take a share of it. */
  limit: number
}

/** Learns the context on top of the best model, and keeps it where it is wanted or has earned its place. */
export async function addContext(phase: LastPhase, { use, timeZone, limit }: ContextChoice): Promise<void> {
  const { out, model, tower, dataset, training, validation, output } = phase
  delete model.context
  await saveContext(out, null)
  const context = use === 'off' ? null : contextConfig(dataset, timeZone)
  if (use === 'on' && !context) {
    throw new DataError(
      `${dataset.folder} has neither a clock nor context columns; prepare it with --map context.NAME=COLUMN`,
    )
  }
  if (context && use === 'auto' && validation.length === 0) {
    output.line('no validation targets to judge the context by, so it is left out; --context on would keep it')
  }
  if (context && (use === 'on' || validation.length > 0)) {
    const { weights, table } = await loadBest(out, { config: model.config, reptile: model.reptile }, tower)
    const fit = await fitContext({
      dataset,
      config: model.config,
      weights,
      table: itemTable(table, tower),
      context,
      training,
      validation,
      steps: model.curve.at(-1)?.steps ?? 1,
      limit: CONTEXT_SHARE * limit,
      output,
    })
    const { worth } = fit
    const isKept = use === 'on' || (worth !== null && worth.interval[0] > 0)
    if (isKept) await saveContext(out, fit.weights)
    model.context = { config: context, worth, isKept }
    if (worth) {
      const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`
      output.line(
        `context (${context.fields.map(({ name }) => name).join(', ')}): validation NDCG@10 ${worth.without.toFixed(2)} → ${worth.with.toFixed(2)} %, ${points(worth.interval[0])} to ${points(worth.interval[1])}: ${isKept ? 'kept' : 'left out'}`,
      )
    }
  }
  await writeModelFile(out, model)
}
