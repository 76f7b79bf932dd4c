import { startNodeBackend } from '@penchant/tensor/node'
import type { Command } from 'commander'
import { checkFolder } from './check/check-folder.ts'
import { DataError } from './errors.ts'
import { createOutput, type Output } from './output.ts'

export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('say whether a published folder is valid, whoever wrote it')
    .argument('<published>', 'folder with a manifest.json')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', '\nExample:\n  penchant check published/\n')
    .action(async (folder: string, options) => {
      await check(folder, createOutput(options))
    })
}

/** @throws DataError where the folder is not valid, after every problem was printed */
export async function check(folder: string, output: Output): Promise<void> {
  await startNodeBackend('wasm')
  const { problems, checked } = await checkFolder(folder)
  output.result(
    { valid: problems.length === 0, problems, checked },
    problems.length > 0 ? problems.join('\n') : `${folder} is valid; looked at ${checked.join(', ')}`,
  )
  if (problems.length > 0)
    throw new DataError(`${folder} is not valid: ${problems.length} problem${problems.length === 1 ? '' : 's'}`)
}
