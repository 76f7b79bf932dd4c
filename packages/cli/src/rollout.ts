import { createHash } from 'node:crypto'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FORMAT_VERSION, type ManifestFile, type Rollout } from '@penchant/protocol'
import type { Command } from 'commander'
import { atomicFolder } from './atomic-folder.ts'
import { createOutput } from './output.ts'
import { numberOption } from './parse-option.ts'
import { readPublished } from './published-model.ts'
import { readSigningKey } from './signing-key.ts'

interface RolloutOptions {
  from: string
  share: number
  out: string
  sign?: string
  json?: boolean
}

/** `penchant rollout`: one folder with two models, of which a share of the devices takes the new one. */
export function rolloutCommand(program: Command): void {
  program
    .command('rollout')
    .description('let a share of the devices take a new model while the others keep the one before; 0 is the way back')
    .argument('<next>', 'published folder of the new model')
    .requiredOption('--from <folder>', 'published folder of the model before')
    .requiredOption(
      '--share <number>',
      'share of the devices that take the new one, 0 to 1',
      numberOption('--share', { min: 0, max: 1 }),
    )
    .requiredOption('--out <folder>', 'where the files of both go')
    .option('--sign <key>', 'PEM of the Ed25519 key that signs it, see `penchant keys`')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      '\nExample:\n  penchant rollout new/ --from published/ --share 0.1 --out rollout/ --sign key.pem\n',
    )
    .action(async (next: string, options: RolloutOptions) => {
      const output = createOutput(options)
      const key = options.sign === undefined ? null : await readSigningKey(options.sign)
      const rollout = await atomicFolder(options.out, { marker: 'manifest.json' }, async (temporary) => {
        const rollout: Rollout = {
          share: options.share,
          previous: await copyModel(options.from, temporary),
          next: await copyModel(next, temporary),
        }
        const text = JSON.stringify({ formatVersion: FORMAT_VERSION, rollout }, null, 1)
        await writeFile(join(temporary, 'manifest.json'), `${text}\n`)
        await key?.sign(temporary)
        return rollout
      })
      output.result(
        { out: options.out, rollout },
        `${options.out}: ${100 * rollout.share} % of the devices take ${next}, the others ${options.from}`,
      )
    })
}

/** The files of a published model, its manifest under a name of its own and with its very bytes, which name the model. */
async function copyModel(from: string, to: string): Promise<ManifestFile> {
  // Decoded whole: what a browser would refuse is not rolled out.
  const { manifest } = await readPublished(from)
  for (const { path } of Object.values(manifest.files)) await copyFile(join(from, path), join(to, path))
  const bytes = await readFile(join(from, 'manifest.json'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const path = `manifest.${sha256.slice(0, 16)}.json`
  await writeFile(join(to, path), bytes)
  return { path, bytes: bytes.length, sha256 }
}
