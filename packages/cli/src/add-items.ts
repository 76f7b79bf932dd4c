import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { decodeContentRows, encodeWeights } from '@penchant/model'
import type { Item, Manifest } from '@penchant/protocol'
import { encodeNeighbours } from '@penchant/ranking'
import { quantizeTable } from '@penchant/scorer'
import type { Command } from 'commander'
import { atomicFolder } from './atomic-folder.ts'
import type { DatasetItem } from './dataset.ts'
import { DataError } from './errors.ts'
import { createOutput, type Output } from './output.ts'
import { shareOption } from './parse-option.ts'
import { parseItemMap } from './prepare/column-map.ts'
import { parseExclusions } from './prepare/exclusions.ts'
import { inputFiles } from './prepare/input-files.ts'
import { readCatalogue } from './prepare/read-items.ts'
import { rejectedRows } from './prepare/rejected-rows.ts'
import { appendRows } from './publish/append-rows.ts'
import { encodeItemColumns } from './publish/encode-item-columns.ts'
import { writeHashed } from './publish/write-hashed.ts'
import { readPublished } from './published-model.ts'

export function addItemsCommand(program: Command): void {
  program
    .command('add-items')
    .description('give new items a row in a published model, without training')
    .argument('<published>', 'folder written by `penchant publish`')
    .requiredOption('--items <file>', 'items with title, price, category, …, as for `penchant prepare`')
    .option('--out <folder>', 'where the result goes; default: the published folder itself')
    .option('--map-items <pairs>', 'columns of the items, as for `penchant prepare`', collect)
    .option('--category-separator <text>', 'what separates the names of a category path (default: > or /)')
    .option('--max-rejected <share>', 'bad rows above which it stops', shareOption('--max-rejected'), 0.01)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      '\nItems that the model has already stay as they are.\n\nExample:\n  penchant add-items published/ --items new.csv\n',
    )
    .action(async (folder: string, options) => {
      await addItems(folder, { ...options, out: options.out ?? folder, output: createOutput(options) })
    })
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}

export interface AddItemsOptions {
  items: string
  out: string
  mapItems?: string[]
  categorySeparator?: string
  maxRejected: number
  output: Output
}

/**
 * Appends a row for each new item: what the item tower makes of its attributes. Nobody has looked at it, so it has no
 * neighbours and no popularity.
 * @throws DataError where the model has no tower, or nothing is new
 */
export async function addItems(folder: string, options: AddItemsOptions): Promise<Manifest> {
  const { output } = options
  const published = await readPublished(folder)
  const { manifest, catalogue, firstHop, popularity } = published
  if (!published.tower) {
    throw new DataError(
      `${folder} has no item tower, so nothing can be said of new items; prepare with --items, pretrain and publish again`,
    )
  }
  const rowOf = decodeContentRows(published.tower, manifest.config.dimension)
  const known: Item[] = Array.from({ length: catalogue.size }, (_, i) => catalogue.item(i + 1))

  return atomicFolder(options.out, { marker: 'manifest.json' }, async (temporary) => {
    const given = await readNew(temporary, options)
    const added: DatasetItem[] = []
    const rows: Float32Array[] = []
    let present = 0
    let blank = 0
    for (const item of given) {
      if (catalogue.row(item.id) > 0) {
        present++
        continue
      }
      const row = rowOf(item)
      if (!row) {
        blank++
        continue
      }
      const { attributes: _, ...shown } = item
      added.push(shown)
      rows.push(row)
    }
    if (added.length === 0) {
      throw new DataError(
        `${options.items} has no new item to add: ${present} have a row already, of ${blank} nothing is known that the model was trained with (${published.manifest.name})`,
      )
    }

    const d = manifest.config.dimension
    const flat = new Float32Array(rows.length * d)
    rows.forEach((row, i) => {
      flat.set(row, i * d)
    })
    const items = manifest.items + added.length
    const grown = appendRows(published, quantizeTable(flat, d))
    const offsets = new Uint32Array(items + 1).fill(firstHop.rows.length)
    offsets.set(firstHop.offsets)
    const shares = new Float32Array(items)
    shares.set(popularity)
    const columns = encodeItemColumns([...known, ...added])
    const file = (name: string, type: string, bytes: Uint8Array) => writeHashed(temporary, name, type, bytes)
    const result: Manifest = {
      ...manifest,
      tower: await file('tower', 'bin', published.tower!),
      createdAt: new Date().toISOString(),
      items,
      ...(grown.packing && { table: grown.packing }),
      files: {
        weights: await file('weights', 'bin', encodeWeights(published.model.weights)),
        table: await file('table', 'bin', grown.bytes),
        items: await file('items', 'json', columns),
        neighbours: await file('neighbours', 'bin', encodeNeighbours({ ...firstHop, offsets })),
        popularity: await file('popularity', 'bin', new Uint8Array(shares.buffer)),
      },
    }
    await writeFile(join(temporary, 'manifest.json'), `${JSON.stringify(result, null, 1)}\n`)
    output.result(
      { out: options.out, added: added.length, present, unknown: blank, items },
      `${options.out}: ${added.length} items added, ${items} in all; ${present} had a row, of ${blank} nothing is known`,
    )
    return result
  })
}

async function readNew(folder: string, options: AddItemsOptions): Promise<DatasetItem[]> {
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  const rejected = rejectedRows(join(folder, 'rejected.jsonl'), `${options.out}.rejected.jsonl`, options.maxRejected)
  try {
    const [file] = await inputFiles('--items', [options.items], connection)
    const { items } = await readCatalogue(
      {
        file,
        map: parseItemMap(options.mapItems ?? []),
        categorySeparator: options.categorySeparator ?? null,
        exclusions: parseExclusions([], undefined),
      },
      connection,
      rejected,
      options.output,
    )
    return [...items.values()].map((text) => ({ ...(JSON.parse(text) as Item), support: 0 }))
  } finally {
    rejected.close()
    // A list of bad rows is no part of what is published.
    rmSync(join(folder, 'rejected.jsonl'), { force: true })
    connection.closeSync()
    database.closeSync()
  }
}
