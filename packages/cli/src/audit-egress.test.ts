import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemChromium } from '../../../test/chromium.js'
import { auditEgressCommand } from './audit-egress.ts'
import { capturedRun } from './captured-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'penchant-egress-'))
const servers: Server[] = []
let shop: string
let model: string

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A shop whose pages fetch a model after a click on Agree; under /leaky they tell it who is there. */
beforeAll(async () => {
  model = await serve((_, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' }).end('{}')
  })
  shop = await serve(({ url }, response) => {
    const leaky = url!.startsWith('/leaky')
    const fetches = leaky
      ? `fetch('${model}/model.json?item=P7'); fetch('${model}/log', { method: 'POST', body: 'P7' })`
      : `fetch('${model}/model.json', { credentials: 'omit', referrerPolicy: 'no-referrer' })`
    response.writeHead(200, { 'content-type': 'text/html', 'referrer-policy': 'unsafe-url' }).end(`<!doctype html>
      <title>Shop</title><a href="${leaky ? '/leaky' : ''}/p/1">One</a> <a href="${leaky ? '/leaky' : ''}/p/2">Two</a>
      <button id="agree">Agree</button>
      <script>
        const go = () => { ${fetches}; localStorage.setItem('seen', 'P7') }
        document.cookie = 'basket=full'
        if (localStorage.getItem('agreed')) go()
        agree.onclick = () => { localStorage.setItem('agreed', '1'); go() }
        indexedDB.open('things').onupgradeneeded = ({ target }) => target.result.createObjectStore('rows').put('tea', 1)
      </script>`)
  })
})
afterAll(() => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

const chromium = systemChromium()
const audit = (url: string, name: string, ...argv: string[]) =>
  capturedRun(auditEgressCommand, [
    ...['audit-egress', url, '--model', model, '--clicks', '1', '--out', join(folder, name)],
    ...(chromium ? ['--browser', chromium] : []),
    ...argv,
  ])

describe('penchant audit-egress', () => {
  it('finds nothing where nothing is, and keeps every request and every byte for the reader', async () => {
    const { code, stdout, stderr } = await audit(`${shop}/`, 'clean.html', '--consent', '#agree', '--json')
    expect(code, stderr).toBe(0)
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ findings: [], pages: 4 })
    expect(result.asked).toBeGreaterThan(0)
    expect(result.origins.map(({ origin }: { origin: string }) => origin).sort()).toEqual([shop, model].sort())
    const html = readFileSync(join(folder, 'clean.html'), 'utf8')
    for (const text of ['Nothing about the visitor went', 'things / rows', 'basket', 'after consent', '/model.json'])
      expect(html).toContain(text)
    // Before consent the page had stored nothing of what was looked at.
    const [before, after] = JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)![1]).visit.storage
    const places = ({ entries }: { entries: { place: string; name: string }[] }) => entries.map(({ name }) => name)
    expect(places(before)).not.toContain('seen')
    expect(places(after)).toContain('seen')
  }, 120_000)

  it('names what was sent that should not have been', async () => {
    const { code, stdout, stderr } = await audit(`${shop}/leaky`, 'leaky.html', '--consent', '#agree', '--json')
    expect(code).toBe(1)
    expect(stderr).toContain('carry more than they should')
    const problems = JSON.parse(stdout).findings.map(({ problem }: { problem: string }) => problem)
    expect(problems).toEqual(
      expect.arrayContaining([
        'is a POST',
        'has a body of 2 bytes',
        'has a query: ?item=P7',
        expect.stringMatching(/^names the page/),
      ]),
    )
    expect(readFileSync(join(folder, 'leaky.html'), 'utf8')).toContain('What was found')
  }, 120_000)

  it('does not call a visit clean that never met the model, and names what it was given wrong', async () => {
    const { code, stderr } = await audit(`${shop}/`, 'none.html')
    expect(code).toBe(1)
    expect(stderr).toContain('was never asked')
    expect(await audit('shop', 'x.html')).toMatchObject({ code: 2, stderr: expect.stringContaining('<url> shop') })
    const missing = await capturedRun(auditEgressCommand, [
      ...['audit-egress', shop, '--model', model, '--browser', '/no/browser'],
    ])
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('--browser') })
  }, 120_000)
})
