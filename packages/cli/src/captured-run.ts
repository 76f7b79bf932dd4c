import { type RegisterCommand, runProgram } from './run-program.ts'

/** Runs one command line in this process and gives back what it printed; for tests. */
export async function capturedRun(
  command: RegisterCommand,
  argv: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' }
  const original = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = ((text: string) => {
      printed[name] += text
      return true
    }) as typeof process.stdout.write
  }
  try {
    const code = await runProgram([command], argv)
    return { code, ...printed }
  } finally {
    process.stdout.write = original.stdout
    process.stderr.write = original.stderr
  }
}
