import { Command, CommanderError } from 'commander'
import { exitCodeOf } from './errors.ts'

/** Adds one command, with its options and its action, to the program. */
export type RegisterCommand = (program: Command) => void

/**
 * Runs `penchant` with the arguments behind its name. Actions throw; here, and only here, an error
 * becomes one sentence on stderr and an exit code: 0 done, 1 data or run failure, 2 usage error.
 * `DEBUG` set in the environment adds the stack.
 */
export async function runProgram(commands: readonly RegisterCommand[], argv: readonly string[]): Promise<number> {
  const program = new Command('penchant')
    .description("Pretrain, evaluate and publish a recommender from a shop's click-stream")
    .version('0.1.0')
    .showHelpAfterError('(--help lists the options)')
    .exitOverride()
  for (const register of commands) register(program)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    // commander has printed its own message already
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`penchant: ${message}\n`)
    if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    return exitCodeOf(error)
  }
}
