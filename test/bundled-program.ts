import { existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, defaultServerConditions } from 'vite'

/**
 * One command as it is published, a file that Node can run, with what it starts beside it; for tests that need a process.
 * @param command such as `tune`: its file exports `tuneCommand`
 * @param beside by the name of its file: code of what the command starts
 * @returns the program's path, in a folder of its own in `folder`
 */
export async function bundledProgram(
  folder: string,
  command: string,
  { name = 'bundle', beside = {} }: { name?: string; beside?: Record<string, string> } = {},
): Promise<string> {
  const at = (path: string) => join(folder, path)
  const modules = at('node_modules')
  if (!existsSync(modules)) symlinkSync(join(import.meta.dirname, '../node_modules'), modules)
  writeFileSync(at('package.json'), '{"type":"module"}')
  const program = `
    import { runProgram } from ${sourceOf('run-program.ts')}
    import { ${command}Command } from ${sourceOf(`${command}.ts`)}
    process.exitCode = await runProgram([${command}Command], process.argv.slice(2))`
  const input: Record<string, string> = {}
  for (const [file, code] of Object.entries({ penchant: program, ...beside })) {
    input[file] = at(`${file}.ts`)
    writeFileSync(input[file], code)
  }
  await build({
    configFile: false,
    logLevel: 'silent',
    root: folder,
    ssr: { noExternal: /^@penchant/, resolve: { conditions: ['source', ...defaultServerConditions] } },
    build: {
      ssr: true,
      outDir: at(name),
      target: 'node20',
      rolldownOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  })
  return at(`${name}/penchant.js`)
}

/** A file of the command line's source, to be imported by code that is written in a test. */
export function sourceOf(file: string): string {
  return JSON.stringify(join(import.meta.dirname, '../packages/cli/src', file))
}
