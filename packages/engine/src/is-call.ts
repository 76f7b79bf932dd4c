const MOST_ARGUMENTS = 3

/**
 * Whether a message is what a page sends: one of these methods, with plain arguments. comlink would also read and set
 * properties, construct, and end the connection, for whoever can post to the worker.
 */
export function isCall(message: unknown, methods: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null) return false
  const { id, type, path, argumentList } = message as Record<string, unknown>
  return (
    type === 'APPLY' &&
    (typeof id === 'number' || typeof id === 'string') &&
    Array.isArray(path) &&
    path.length === 1 &&
    methods.includes(path[0]) &&
    Array.isArray(argumentList) &&
    argumentList.length <= MOST_ARGUMENTS &&
    argumentList.every((argument: unknown) => (argument as { type?: unknown } | null)?.type === 'RAW')
  )
}
