/** The command line asks for something that cannot be done: exit code 2. The message names the option and the remedy. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The data, or what was made of them, is not usable: exit code 1. The message names the file and the remedy. */
export class DataError extends Error {
  override readonly name = 'DataError'
}

/** 2 for a usage error, 1 for every other failure. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return error instanceof UsageError ? 2 : 1
}
