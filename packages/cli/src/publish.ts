import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { decodeTable, decodeWeights, encodeContentRows, encodeWeights, servingModel } from '@penchant/model'
import { FORMAT_VERSION, type Manifest, type TablePacking } from '@penchant/protocol'
import { decodeNeighbours, encodeNeighbours, twoHops } from '@penchant/ranking'
import { createScorer, quantizeTable } from '@penchant/scorer'
import { startNodeBackend } from '@penchant/tensor/node'
import { type Command, Option } from 'commander'
import { atomicFolder } from './atomic-folder.ts'
import { makeTestVectors, VECTORS_FILE } from './check/test-vector.ts'
import { countNeighbours } from './count-neighbours.ts'
import { type Dataset, openDataset, readItems } from './dataset.ts'
import { inContext } from './dataset-context.ts'
import type { Split } from './dataset-description.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { byteOption, numberOption } from './parse-option.ts'
import type { ContextWorth } from './pretrain/fit-context.ts'
import { dataPathOf, loadBest, loadTower, readModelFile } from './pretrain/model-folder.ts'
import { bestWithin, type Choice, nameOf, smallestForm, type Tried } from './publish/choose-form.ts'
import { cutNeighbours } from './publish/cut-neighbours.ts'
import { encodeItemColumns } from './publish/encode-item-columns.ts'
import { fitMix } from './publish/fit-mix.ts'
import { fitOutlook } from './publish/fit-outlook.ts'
import { type Decoded, precisionGate } from './publish/precision-gate.ts'
import { type Made, SIZES, type Size, type TableForm, tableForms } from './publish/table-forms.ts'
import { withTrends } from './publish/with-trends.ts'
import { writeHashed } from './publish/write-hashed.ts'
import { KEPT_LISTS, readPublished } from './published-model.ts'
import { sampleQuestions } from './sample-questions.ts'
import { readSigningKey } from './signing-key.ts'
import { itemTable } from './tower/item-table.ts'
import { type ItemTower, servedMatrix } from './tower/item-tower.ts'
import { unitTable } from './unit-table.ts'

/** Questions that the mix is fitted to, and that the forms of the table are judged by. */
const QUERIES = 4000
/** Weight of the neighbours' neighbours: an item's few visits meet more items through those of its neighbours. */
const SECOND_HOP = 0.6
/** Neighbours an item that are tried within a budget, besides what was asked for. */
const FEWER_NEIGHBOURS = [20, 12, 8, 5, 3]
/** Most bytes of the manifest's entries for files, mix and metrics, which are known in the end. */
const MANIFEST_REST = 3000

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
    .addOption(
      new Option('--size <form>', 'form of the item rows; default: int8, or with --budget what fits best').choices(
        SIZES,
      ),
    )
    .option('--budget <size>', 'bytes that a visitor may download in all, such as 2MB', byteOption('--budget'))
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
  /** Most co-visitation neighbours an item. */
  neighbours: number
  /** Form of the item rows. Default: int8, or any within `budget`. */
  size?: Size
  /** Bytes that manifest and files may have together. */
  budget?: number
  seed: number
  /** PEM file of the key that signs the manifest. */
  sign?: string
  output: Output
}

/** @throws DataError when a part is missing, or where no form of the table loses 2 % NDCG@10 at most and fits the budget. */
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

  const support = items.map((item) => item.support)
  const rows = unitTable(itemTable(table, tower, support), config.dimension)
  const validation = await sampleQuestions(dataset, QUERIES, options.seed)
  const before = options.mixFrom === undefined ? null : (await readPublished(options.mixFrom)).manifest
  if (model.everything && !before) {
    throw new UsageError(
      `${folder} has learnt from the validation split, which cannot fit the mix any more; name with --mix-from a folder published before`,
    )
  }
  const isMeasured = validation.length > 0
  if (!isMeasured && (options.budget !== undefined || (options.size ?? 'int8') !== 'int8')) {
    throw new DataError(
      `not published: no validation question says what ${options.size ?? 'a form that fits --budget'} loses; publish int8, or prepare with --validation 0.1`,
    )
  }
  if (!isMeasured && !before) {
    output.line('no validation question: the mix is the standard one and nothing is measured; --mix-from takes another')
  }

  output.line('counting co-visitation and popularity')
  const onTrain = model.everything ? null : await countNeighbours(dataset, ['train'], options.neighbours)
  const counted: Split[] = model.everything ? ['train', 'validation', 'test'] : ['train', 'validation']
  const { neighbours, popularity } = await countNeighbours(dataset, counted, options.neighbours)
  const columns = encodeItemColumns(await withTrends(dataset, counted, items))
  if (!model.everything) output.line('fitting how sessions end')
  const ends = model.everything ? { outlook: before!.outlook, metrics: {} } : await fitOutlook(dataset, options.seed)

  const gate = await precisionGate(validation, { weights, rows }, config)
  const forms = tableForms({ dataset, config, weights, rows, support, training: model.training, output })
  const chosen = await choose(forms)
  const { mix, precision } = chosen
  const metrics: Record<string, number> =
    chosen.ndcg !== undefined
      ? { 'validation NDCG@10': chosen.ndcg }
      : model.everything
        ? { 'validation NDCG@10, before it learnt from everything': before!.metrics['validation NDCG@10'] }
        : {}
  const neighbourBytes = encodeNeighbours(cutNeighbours(neighbours, chosen.neighbours))

  return atomicFolder(out, { marker: 'manifest.json' }, async (temporary) => {
    const file = (name: string, type: string, bytes: Uint8Array) => writeHashed(temporary, name, type, bytes)
    const manifest: Manifest = {
      ...described(chosen.form.packing),
      mix,
      files: {
        weights: await file('weights', 'bin', encodeWeights(chosen.weights)),
        table: await file('table', 'bin', chosen.bytes),
        items: await file('items', 'json', columns),
        neighbours: await file('neighbours', 'bin', neighbourBytes),
        popularity: await file('popularity', 'bin', new Uint8Array(popularity.buffer)),
      },
      ...(tower && { tower: await file('tower', 'bin', contentOf(tower)) }),
      metrics: {
        ...metrics,
        ...ends.metrics,
        ...(isMeasured && {
          'validation NDCG@10, encoder, fp32': precision.before,
          'validation NDCG@10, encoder, published form': precision.after,
        }),
        ...(config.context && model.context?.worth && metricsOf(model.context.worth)),
      },
    }
    await writeFile(join(temporary, 'manifest.json'), textOf(manifest))
    const published = await readPublished(temporary)
    const vectors = await makeTestVectors(published)
    await writeFile(join(temporary, VECTORS_FILE), `${JSON.stringify(vectors)}\n`)
    await key?.sign(temporary)
    const { bytes } = published
    // What the manifest takes besides is known only now.
    if (bytes > (options.budget ?? Number.POSITIVE_INFINITY)) {
      throw new DataError(`not published: ${bytes} bytes are more than --budget ${options.budget}; give a little more`)
    }
    output.result(
      {
        out,
        bytes,
        form: nameOf(chosen.form),
        neighbours: chosen.neighbours,
        files: manifest.files,
        mix,
        metrics: manifest.metrics,
      },
      [
        `published ${model.items} items in ${out}: ${(bytes / 1000).toFixed(0)} kB (${nameOf(chosen.form)}; ${chosen.neighbours} neighbours an item)`,
        ...Object.entries(metrics).map(([name, value]) => `${name} ${(100 * value).toFixed(2)} %`),
      ].join('; '),
    )
    return manifest
  })

  /** From here on only what a browser will decode is looked at. */
  function decode({ bytes, weights }: Made, packing: TablePacking | undefined): Decoded {
    const table = decodeTable(bytes, { config, items: model.items, table: packing })
    const decoded = decodeWeights(encodeWeights(weights), { config, weights: weights.entries })
    return { model: servingModel(config, decoded, table), scorer: createScorer(table) }
  }

  async function attempt(form: TableForm): Promise<Tried> {
    let best: Tried | null = null
    for (const made of await form.make()) {
      const precision = await gate.ask(decode(made, form.packing))
      if (!best || precision.after > best.precision.after) best = { ...made, form, precision }
    }
    const { before, after } = best!.precision
    if (isMeasured)
      output.line(
        `${nameOf(form)}: validation NDCG@10 of the encoder ${(100 * after).toFixed(2)} %, fp32 ${(100 * before).toFixed(2)} %`,
      )
    return best!
  }

  async function choose(all: readonly TableForm[]): Promise<Choice> {
    const { budget } = options
    const size = options.size ?? (budget === undefined ? 'int8' : null)
    // In a small shop the codewords alone are larger than int8 rows, which lose less.
    const most = all.find((form) => form.size === 'int8')!.bytes
    const asked = all.filter((form) => (size ? form.size === size : form.bytes <= most))
    if (budget === undefined) return fit(await smallestForm(asked, attempt), options.neighbours)
    const counts = [options.neighbours, ...FEWER_NEIGHBOURS.filter((count) => count < options.neighbours)]
    const parts = [encodeWeights(weights), columns, new Uint8Array(popularity.buffer)]
    return bestWithin(
      {
        most: budget,
        fixed: parts.reduce((sum, part) => sum + part.length, textOf(described()).length + MANIFEST_REST),
        neighbours: counts.map((count) => ({
          count,
          bytes: encodeNeighbours(cutNeighbours(neighbours, count)).length,
        })),
      },
      asked,
      attempt,
      fit,
    )
  }

  async function fit(tried: Tried, count: number): Promise<Choice> {
    if (before && (!onTrain || !isMeasured)) return { ...tried, neighbours: count, mix: before.mix }
    if (isMeasured) output.line(`fitting the mix on ${validation.length} validation questions`)
    const lists = decodeNeighbours(encodeNeighbours(cutNeighbours(onTrain!.neighbours, count)), model.items)
    const { model: decoded, scorer } = decode(tried, tried.form.packing)
    const { mix, ndcg } = await fitMix(
      validation,
      decoded,
      scorer,
      twoHops(lists, SECOND_HOP, KEPT_LISTS),
      dataset.task,
    )
    return { ...tried, neighbours: count, mix: { ...mix, secondHop: SECOND_HOP }, ...(isMeasured && { ndcg }) }
  }

  /** The manifest but for what follows from the form of the table. */
  function described(packing?: TablePacking): Omit<Manifest, 'mix' | 'files' | 'metrics'> {
    return {
      formatVersion: FORMAT_VERSION,
      name: options.name ?? dataset.name ?? basename(resolve(folder)),
      createdAt: new Date().toISOString(),
      task: dataset.task,
      config,
      ...(ends.outlook && { outlook: ends.outlook }),
      ...(dataset.audit?.norms && { audit: dataset.audit.norms }),
      items: model.items,
      ...(packing && { table: packing }),
      weights: weights.entries,
      ...(model.curve.length > 0 && {
        curve: model.curve.map(({ epoch, seconds, loss, validation }) => ({ epoch, seconds, loss, validation })),
      }),
      dataCard: dataCardOf(dataset),
    }
  }
}

const textOf = (manifest: object) => `${JSON.stringify(manifest, null, 1)}\n`

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
