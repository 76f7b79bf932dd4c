import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { DataError } from './errors.ts'
import { createOutput } from './output.ts'
import { makeSigningKey, readSigningKey } from './signing-key.ts'

/** `penchant keys`: the key that signs models, and the public one that pages name. */
export function keysCommand(program: Command): void {
  program
    .command('keys')
    .description('make the key that signs published models, or read one, and print its public key for `modelKey`')
    .argument('<file>', 'PEM of an Ed25519 private key; made where there is none')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      '\nExample:\n  penchant keys key.pem\n  penchant publish model/ --out published/ --sign key.pem\n',
    )
    .action(async (file: string, options) => {
      const output = createOutput(options)
      const made = !existsSync(file)
      if (made) {
        await makeSigningKey(file).catch((error: Error) => {
          throw new DataError(`${file} cannot be written: ${error.message}`)
        })
        output.line(`made ${file}: keep it where only who publishes can read it`)
      }
      const { publicKey } = await readSigningKey(file)
      output.result({ file, made, publicKey }, publicKey)
    })
}
