import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { DataError, UsageError } from './errors.ts'
import { createOutput } from './output.ts'
import { serveStatic } from './serve-static.ts'

interface ServeOptions {
  port: string
  host: string
  json?: boolean
}

/** `penchant serve`: a published folder on an address of its own, for development. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('Serve a published folder with CORS, compression and immutable caching, for development')
    .argument('<folder>', 'folder written by `penchant publish`, or any folder of static files')
    .option('--port <number>', 'port to listen on; 0 takes a free one', '4174')
    .option('--host <name>', 'address to listen on', 'localhost')
    .option('--json', 'print the address as JSON')
    .addHelpText('after', '\nExample:\n  penchant serve published --port 4174')
    .action(async (folder: string, options: ServeOptions) => {
      const output = createOutput({ json: options.json })
      const port = Number(options.port)
      if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new UsageError(`--port must be a whole number from 0 to 65535, not ${options.port}`)
      }
      const stats = await stat(folder).catch(() => null)
      if (!stats?.isDirectory()) throw new UsageError(`${folder} is no folder. Give one that holds files to serve.`)

      const handle = serveStatic([{ path: '/', folder }])
      const server = createServer((request, response) => {
        handle(request, response).catch(() => response.destroy())
      })
      await new Promise<void>((listening, failed) => {
        server.once('error', (error: NodeJS.ErrnoException) =>
          failed(
            error.code === 'EADDRINUSE'
              ? new DataError(`Port ${port} is in use. Choose another with --port, or 0 for a free one.`)
              : error,
          ),
        )
        server.listen(port, options.host, listening)
      })
      const url = `http://${options.host}:${(server.address() as AddressInfo).port}/`
      output.result({ url, folder: resolve(folder) }, `${resolve(folder)} at ${url} (Ctrl-C ends it)`)
      await new Promise<void>((ended) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) {
          process.once(signal, () => {
            server.close(() => ended())
            server.closeAllConnections()
          })
        }
      })
    })
}
