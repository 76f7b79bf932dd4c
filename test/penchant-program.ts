import { readFileSync } from 'node:fs'
import { Command } from 'commander'

const SOURCE = new URL('../packages/cli/src/', import.meta.url)

/** `penchant` with all of its commands, as `main.ts` registers them, in the order of its help; nothing runs. */
export async function penchantProgram(): Promise<Command> {
  const main = readFileSync(new URL('main.ts', SOURCE), 'utf8')
  const modules = new Map(
    [...main.matchAll(/^import { (\w+Command) } from '\.\/(.+)'/gm)].map(([, name, path]) => [name, path]),
  )
  const list = /const commands = \[([\s\S]*?)\n\]/.exec(main)?.[1] ?? ''
  const program = new Command('penchant').exitOverride()
  for (const [name] of list.matchAll(/\w+Command/g)) {
    const module = await import(new URL(modules.get(name)!, SOURCE).href)
    module[name](program)
  }
  for (const command of withSubcommands(program)) command.exitOverride().configureOutput({ writeErr: () => {} })
  return program
}

/** All commands below one, each before its own. */
export function withSubcommands(command: Command): Command[] {
  return command.commands.flatMap((each) => [each, ...withSubcommands(each as Command)]) as Command[]
}

const defaultOf = (value: unknown): string => (value === undefined || value === false ? '–' : `\`${String(value)}\``)
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

/** `docs/commands.md`: every command with every option and its default. */
export function commandsPage(program: Command): string {
  const sections = withSubcommands(program).map((command) => {
    const parent = command.parent && command.parent !== program ? `${command.parent.name()} ` : ''
    const operands = command.registeredArguments.map(
      (argument) =>
        `- \`${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}\`: ${cell(argument.description)}`,
    )
    const options = command.options.map((option) => {
      const choices = option.argChoices ? `: ${option.argChoices.map((choice) => `\`${choice}\``).join(', ')}` : ''
      const standard = option.mandatory ? 'needed' : defaultOf(option.defaultValue)
      return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${standard} | ${cell(option.description)}${choices} |`
    })
    return [
      `## ${parent}${command.name()}`,
      `${command.description()[0].toUpperCase()}${command.description().slice(1)}.`,
      ...(operands.length > 0 ? [operands.join('\n')] : []),
      ['| option | default | meaning |', '|---|---|---|', ...options].join('\n'),
    ].join('\n\n')
  })
  return `# Commands

Every command of \`penchant\` with every option and its default; \`–\` is none. Written from the program itself
(\`npx vitest run --project node test/docs.test.ts -u\` after a change). What they are for: [on the command line](training.md). Minutes, shares (0 to 1), bytes
and dates stand as such in each line. Every command exits with 0 when it is done, 1 when data or run failed, 2 on wrong usage.

${sections.join('\n\n')}
`
}
