import { type Command, Option } from 'commander'
import { atomicFolder } from './atomic-folder.ts'
import { UsageError } from './errors.ts'
import { createOutput } from './output.ts'
import { numberOption, shareOption } from './parse-option.ts'
import type { ShopOptions } from './simulate/shop-options.ts'
import { TABLE_FORMATS } from './simulate/table-format.ts'
import { writeShop } from './simulate/write-shop.ts'

interface SimulateOptions extends ShopOptions {
  out: string
  json?: boolean
}

/** `penchant simulate`: a seeded synthetic shop, in the same files a real one would export. */
export function simulateCommand(program: Command): void {
  const whole = (name: string, min: number, max: number) => numberOption(name, { min, max, integer: true })
  program
    .command('simulate')
    .description('Write a synthetic shop: items with pictures, and the events of visitors with tastes and missions')
    .requiredOption('--out <folder>', 'folder to write; an earlier simulation there is replaced')
    .option('--items <n>', 'items in the catalogue', whole('--items', 100, 100_000), 2000)
    .option('--visitors <n>', 'visitors, bots among them', whole('--visitors', 1, 100_000_000), 6000)
    .option('--days <n>', 'days that are simulated', whole('--days', 1, 3650), 120)
    .option('--from <date>', 'first day', isoDay, '2025-03-03')
    .option('--bots <share>', 'share of visitors that are bots', shareOption('--bots'), 0.03)
    .option('--seed <n>', 'the same seed writes the same shop', whole('--seed', 0, Number.MAX_SAFE_INTEGER), 1)
    .addOption(new Option('--format <name>', 'format of events and items').choices(TABLE_FORMATS).default('tsv'))
    .option('--json', 'print what was written as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  penchant simulate --out shop --items 2000 --visitors 6000 --days 120 --bots .03 --seed 1',
    )
    .action(async ({ out, json, ...options }: SimulateOptions) => {
      const output = createOutput({ json })
      const progress = output.progress('Simulating', 1)
      try {
        const counts = await atomicFolder(out, { marker: 'truth.json' }, (folder) =>
          writeShop(folder, options, (share, detail) => progress.update(share, detail)),
        )
        progress.stop()
        output.result(
          { out, ...options, ...counts, synthetic: true },
          `${out}: a synthetic shop of ${counts.items} items, ${counts.events} events of ${counts.visitors} visitors (${counts.bots} of them bots, ${counts.botEvents} events)`,
        )
      } finally {
        progress.stop()
      }
    })
}

function isoDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`)
  if (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text) &&
    time >= 0
  )
    return text
  throw new UsageError(`--from ${text}: expected a day such as 2025-03-03`)
}
