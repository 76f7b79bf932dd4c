import { Redis } from 'ioredis'

/** @throws Error naming the server that does not answer; never with the URL's password */
export async function connect(url: string): Promise<Redis> {
  let first = true
  const connection = new Redis(url, {
    // BullMQ asks for it: a command waits for Redis to come back.
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: (times) => (first ? null : Math.min(1000 * times, 20_000)),
  })
  let reason = ''
  // Without a listener ioredis prints it.
  connection.on('error', (error) => {
    reason = error.message
  })
  try {
    await connection.connect()
  } catch (error) {
    connection.disconnect()
    const { hostname, port } = new URL(url)
    throw new Error(
      `no Redis answers at ${hostname}:${port || 6379} (${reason || (error as Error).message}); start it, or correct the URL`,
    )
  }
  first = false
  return connection
}
