import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { Redis } from 'ioredis'

/** Debian: `apt install redis-server`. Without it, what needs a real Redis is skipped. */
export const redisInstalled: boolean = spawnSync('redis-server', ['--version']).status === 0
if (!redisInstalled) console.log('redis-server is not installed: trials over Redis are not tested here')

/** Starts a Redis that keeps nothing. @returns its URL, when it answers */
export async function startRedis(): Promise<{ url: string; stop(): void }> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no', '--dir', tmpdir()])
  const probe = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  probe.on('error', () => {})
  await probe.ping()
  probe.disconnect()
  return { url, stop: () => server.kill() }
}

/** A port where nobody listened a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
