import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import {
  decodeTable,
  decodeWeights,
  encodeContentRows,
  encodeTable,
  encodeWeights,
  servingModel,
} from '@penchant/model'
import { FORMAT_VERSION, type Manifest } from '@penchant/protocol'
import { decodeNeighbours, encodeNeighbours, twoHops } from '@penchant/ranking'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import type { Command } from 'commander'
import { atomicFolder } from './atomic-folder.ts'
import { makeTestVectors, VECTORS_FILE } from './check/test-vector.ts'
import { countNeighbours } from './count-neighbours.ts'
import { type Dataset, openDataset, readItems, readSequences } from './dataset.ts'
import { inContext } from './dataset-context.ts'
import type { Split } from './dataset-description.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { numberOption } from './parse-option.ts'
import type { ContextWorth } from './pretrain/fit-context.ts'
import { dataPathOf, loadBest, loadTower, readModelFile } from './pretrain/model-folder.ts'
import { fitMix } from './publish/fit-mix.ts'
import { fitOutlook } from './publish/fit-outlook.ts'
import { toItemColumns } from './publish/item-columns.ts'
import { precisionLoss } from './publish/precision-loss.ts'
import { withTrends } from './publish/with-trends.ts'
import { writeHashed } from './publish/write-hashed.ts'
import { readPublished } from './published-model.ts'
import { sample } from './sample.ts'
import { readSigningKey } from './signing-key.ts'
import { queriesOfAll } from './targets.ts'
import { itemTable } from './tower/item-table.ts'
import { type ItemTower, servedMatrix } from './tower/item-tower.ts'
import { unitTable } from './unit-table.ts'

/** Share of NDCG@10 that the published form may lose against fp32. */
const LARGEST_LOSS = 0.02
const FIT_QUERIES = 4000
/** Weight of the neighbours' neighbours: an item's few visits meet more items through those of its neighbours. */
const SECOND_HOP = 0.6
const PRECISION_QUERIES = 1000

export function publishCommand(program: Command): void {
  program
    .command('publish')
    .description('write the static files that a browser downloads')
    .argument('<model>', 'folder written by `penchant pretrain`')
    .requiredOption('--out <folder>', 'where the published files go')
    .option('--data <folder>', 'the prepared dataset; default: the one the model was trained on')
    .option(
      '--mix-from <folder>',
      'published folder whose mix is taken, for a model that has seen the validation split',
    )
    .option('--name <text>', "the model's name; default: the dataset's")
    .option(
      '--neighbours <n>',
      'co-visitation neighbours an item',
      numberOption('--neighbours', { min: 1, max: 500, integer: true }),
      30,
    )
    .option('--seed <n>', 'seed of the validation sample', numberOption('--seed', { min: 0, integer: true }), 1)
    .option('--sign <key>', 'PEM of the Ed25519 key that signs the manifest, see `penchant keys`')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant publish model/ --out published/\n')
    .action(async (folder: string, options) => {
      await publish(folder, options.out, { ...options, output: createOutput(options) })
    })
}

export interface PublishOptions {
  data?: string
  /** A published folder of the same settings, made before the model learnt from everything. */
  mixFrom?: string
  name?: string
  neighbours: number
  seed: number
  /** PEM file of the key that signs the manifest. */
  sign?: string
  output: Output
}

/** @throws DataError when a part is missing, or when the published form would lose more than 2 % NDCG@10. */
export async function publish(folder: string, out: string, options: PublishOptions): Promise<Manifest> {
  const { output } = options
  const key = options.sign === undefined ? null : await readSigningKey(options.sign)
  const model = await readModelFile(folder)
  const dataset = inContext(await openDataset(options.data ?? dataPathOf(folder, model)), model.context?.config)
  if (dataset.counts.items !== model.items) {
    throw new DataError(
      `the model has ${model.items} items and the dataset ${dataset.counts.items}; publish with the --data it was trained on`,
    )
  }
  const items = await readItems(dataset)
  const tower = await loadTower(folder, model, items)
  const { config, weights, table } = await loadBest(folder, model, tower)
  await startNodeBackend('wasm')

  output.line('quantising')
  const support = items.map((item) => item.support)
  const rows = unitTable(itemTable(table, tower, support), config.dimension)
  const weightBytes = encodeWeights(weights)
  const tableBytes = encodeTable(quantizeTable(rows, config.dimension))
  // From here on only what a browser will decode is looked at.
  const decodedTable = decodeTable(tableBytes, { config, items: model.items })
  const decodedWeights = decodeWeights(weightBytes, { config, weights: weights.entries })
  const serving = servingModel(config, decodedWeights, decodedTable)
  const scorer = createScorer(decodedTable)

  const validation = await sample(
    queriesOfAll(readSequences(dataset, 'validation'), dataset.task),
    FIT_QUERIES,
    options.seed,
  )
  const { mix, metrics } = await mixOf()

  if (!model.everything) output.line('fitting how sessions end')
  const ends = model.everything
    ? { outlook: (await readPublished(options.mixFrom!)).manifest.outlook, metrics: {} }
    : await fitOutlook(dataset, options.seed)

  const few = validation.slice(0, PRECISION_QUERIES)
  const precision = await precisionLoss(few, { weights, rows }, { model: serving, scorer }, config)
  const loss = precision.before > 0 ? 1 - precision.after / precision.before : 0
  if (loss > LARGEST_LOSS) {
    throw new DataError(
      `not published: the published form reaches ${(100 * precision.after).toFixed(2)} % NDCG@10 and fp32 ${(100 * precision.before).toFixed(2)} %, a loss of more than 2 %`,
    )
  }

  output.line('counting co-visitation and popularity')
  const counted: Split[] = model.everything ? ['train', 'validation', 'test'] : ['train', 'validation']
  const { neighbours, popularity } = await countNeighbours(dataset, counted, options.neighbours)
  const columns = toItemColumns(await withTrends(dataset, counted, items))
  return atomicFolder(out, { marker: 'manifest.json' }, async (temporary) => {
    const file = (name: string, type: string, bytes: Uint8Array) => writeHashed(temporary, name, type, bytes)
    const manifest: Manifest = {
      formatVersion: FORMAT_VERSION,
      name: options.name ?? dataset.name ?? basename(resolve(folder)),
      createdAt: new Date().toISOString(),
      task: dataset.task,
      config,
      mix,
      ...(ends.outlook && { outlook: ends.outlook }),
      ...(dataset.audit?.norms && { audit: dataset.audit.norms }),
      items: model.items,
      weights: weights.entries,
      files: {
        weights: await file('weights', 'bin', weightBytes),
        table: await file('table', 'bin', tableBytes),
        items: await file('items', 'json', new TextEncoder().encode(JSON.stringify(columns))),
        neighbours: await file('neighbours', 'bin', encodeNeighbours(neighbours)),
        popularity: await file('popularity', 'bin', new Uint8Array(popularity.buffer)),
      },
      ...(tower && { tower: await file('tower', 'bin', contentOf(tower)) }),
      metrics: {
        ...metrics,
        ...ends.metrics,
        'validation NDCG@10, encoder, fp32': precision.before,
        'validation NDCG@10, encoder, published form': precision.after,
        ...(config.context && model.context?.worth && metricsOf(model.context.worth)),
      },
      ...(model.curve.length > 0 && {
        curve: model.curve.map(({ epoch, seconds, loss, validation }) => ({ epoch, seconds, loss, validation })),
      }),
      dataCard: dataCardOf(dataset),
    }
    await writeFile(join(temporary, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
    const vectors = await makeTestVectors(await readPublished(temporary))
    await writeFile(join(temporary, VECTORS_FILE), `${JSON.stringify(vectors)}\n`)
    await key?.sign(temporary)
    const bytes = Object.values(manifest.files).reduce((sum, each) => sum + each.bytes, 0)
    output.result(
      { out, bytes, files: manifest.files, mix, metrics: manifest.metrics },
      [
        `published ${model.items} items in ${out}: ${(bytes / 1000).toFixed(0)} kB`,
        ...Object.entries(metrics).map(([name, value]) => `${name} ${(100 * value).toFixed(2)} %`),
      ].join('; '),
    )
    return manifest
  })

  async function mixOf(): Promise<Pick<Manifest, 'mix' | 'metrics'>> {
    if (model.everything) {
      if (!options.mixFrom) {
        throw new UsageError(
          `${folder} has learnt from the validation split, which cannot fit the mix any more; name with --mix-from a folder published before`,
        )
      }
      const { mix, metrics } = (await readPublished(options.mixFrom)).manifest
      return { mix, metrics: { 'validation NDCG@10, before it learnt from everything': metrics['validation NDCG@10'] } }
    }
    output.line('counting co-visitation on train')
    const onTrain = await countNeighbours(dataset, ['train'], options.neighbours)
    output.line(`fitting the mix on ${validation.length} validation questions`)
    const decoded = decodeNeighbours(encodeNeighbours(onTrain.neighbours), model.items)
    const fitted = await fitMix(validation, serving, scorer, twoHops(decoded, SECOND_HOP), dataset.task)
    const mix = { ...fitted.mix, secondHop: SECOND_HOP }
    const { ndcg } = fitted
    return { mix, metrics: { 'validation NDCG@10': ndcg } }
  }
}

function metricsOf(worth: ContextWorth): Record<string, number> {
  return {
    'validation NDCG@10, encoder, context unknown': worth.without / 100,
    'validation NDCG@10, encoder, context known': worth.with / 100,
  }
}

function contentOf(tower: ItemTower): Uint8Array {
  return encodeContentRows(tower.pipeline, quantizeTable(servedMatrix(tower), tower.dimension))
}

function dataCardOf(dataset: Dataset): Manifest['dataCard'] {
  const iso = (seconds: number | null) => (seconds === null ? null : new Date(seconds * 1000).toISOString())
  return {
    name: dataset.name,
    synthetic: dataset.synthetic,
    interactions: dataset.counts.interactions,
    sequences: dataset.counts.sequences,
    from: iso(dataset.split.from),
    to: iso(dataset.split.validationUntil),
    consentBasis: dataset.consentBasis,
  }
}
