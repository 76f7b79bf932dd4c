import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import { openDataset } from '../dataset.ts'
import { createOutput } from '../output.ts'
import { numberOption } from '../parse-option.ts'
import { serveTrialsOf } from './trial-workers.ts'

/** `penchant tune worker`: runs trials for a `penchant tune --workers` on another machine. */
export function workerCommand(tune: Command): void {
  tune
    .command('worker')
    .description('run trials for whoever searches on the same dataset with --workers')
    .argument('<data>', 'the same folder written by `penchant prepare`')
    .requiredOption('--redis <url>', 'redis://…, as the searcher names it with --workers')
    .option(
      '--parallel <n>',
      'trials at a time, a process each',
      numberOption('--parallel', { min: 1, max: 64, integer: true }),
      availableParallelism(),
    )
    .addHelpText('after', '\nExample:\n  penchant tune worker data/ --redis redis://10.0.0.1\n')
    .action(async (data: string, options: { redis: string; parallel: number }) => {
      const output = createOutput()
      const { name } = await openDataset(data)
      const end = await serveTrialsOf(data, options.redis, {
        processes: options.parallel,
        onTrial: (number) => output.line(`trial ${number}`),
        onError: ({ message }) => output.line(message),
      })
      output.line(`waiting for trials on ${name}; Ctrl-C ends`)
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve)
        process.once('SIGTERM', resolve)
      })
      await end()
    })
}
