import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findProgram } from '../find-program.js'
import type { BrowserDriver } from './browser-driver.ts'

/** Where distributions put WebKitGTK's own small browser. */
function miniBrowser(): string {
  for (const root of ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'])
    for (const name of existsSync(root) ? readdirSync(root).sort().reverse() : []) {
      const path = join(root, name, 'MiniBrowser')
      if (name.startsWith('webkit2gtk-4') && existsSync(path)) return path
    }
  throw new Error('MiniBrowser is missing: install webkit2gtk-driver.')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

/**
 * WebKitGTK by the W3C's WebDriver, which is JSON over HTTP: the six commands used here are shorter than a client's set-up.
 * It is the engine of Safari, not Safari.
 */
export const webkitDriver: BrowserDriver = {
  name: 'WebKitGTK',
  async launch() {
    const port = await freePort()
    const program = spawn(findProgram(['WebKitWebDriver'])!, [`--port=${port}`], { stdio: 'ignore' })
    const end = () => void program.kill()
    process.once('exit', end)
    async function send<R>(method: string, path: string, body?: object): Promise<R> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) })
      const { value } = (await response.json()) as { value: R & { error?: string; message?: string } }
      if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
      return value
    }
    for (let tries = 100; ; tries--) {
      try {
        await send('GET', '/status')
        break
      } catch (error) {
        if (tries === 0) throw error
        await new Promise((later) => setTimeout(later, 100))
      }
    }
    const { sessionId, capabilities } = await send<{
      sessionId: string
      capabilities: { browserVersion: string }
    }>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          timeouts: { script: 180_000, pageLoad: 120_000 },
          'webkitgtk:browserOptions': {
            binary: miniBrowser(),
            args: ['--automation', '--features=+AllowWebGLInWorkers'],
          },
        },
      },
    })
    const session = `/session/${sessionId}`
    const first = await send<string>('GET', `${session}/window`)
    return {
      version: capabilities.browserVersion,
      async newTab() {
        // Where the tab that was current is closed, WebDriver is in none.
        await send('POST', `${session}/window`, { handle: first })
        // A window, since a tab that lies behind another one is never drawn, and its screenshot never comes.
        const { handle } = await send<{ handle: string }>('POST', `${session}/window/new`, { type: 'window' })
        /** WebDriver has one tab at a time, so two of them take turns. */
        const on = async <R>(method: string, path: string, body?: object): Promise<R> => {
          await send('POST', `${session}/window`, { handle })
          return send(method, session + path, body)
        }
        return {
          goto: (url) => on('POST', '/url', { url }),
          async evaluate(work, argument) {
            const script = `const done = arguments[1]
              Promise.resolve(arguments[0]).then(${work}).then((value) => done({ value }), (error) => done({ error: String(error) }))`
            const { value, error } = await on<{ value: never; error?: string }>('POST', '/execute/async', {
              script,
              args: [argument ?? null],
            })
            if (error !== undefined) throw new Error(error)
            return value
          },
          screenshot: async () => Buffer.from(await on<string>('GET', '/screenshot'), 'base64'),
          close: () => on('DELETE', '/window'),
        }
      },
      async close() {
        await send('DELETE', session).catch(() => {})
        process.off('exit', end)
        end()
      },
    }
  },
}
