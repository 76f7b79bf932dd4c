import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Browser } from 'playwright-core'
import { byOrigin, judgeVisit } from './audit-egress/judge-visit.ts'
import { egressHtml } from './audit-egress/report.ts'
import { visitShop } from './audit-egress/visit-shop.ts'
import { DataError, UsageError } from './errors.ts'
import { createOutput } from './output.ts'
import { numberOption } from './parse-option.ts'

interface AuditOptions {
  model: string
  consent?: string
  clicks: number
  browser?: string
  out: string
  seed: number
  json?: boolean
}

/** `penchant audit-egress`: a real browser visits a shop, and all that it sends and stores is written down. */
export function auditEgressCommand(program: Command): void {
  program
    .command('audit-egress')
    .description('visit a shop with a real browser and write down every request and all that it stores')
    .argument('<url>', 'page of the shop to begin on')
    .requiredOption('--model <origin>', "the model's origin, e.g. https://cdn.example; what is sent there is judged")
    .option(
      '--consent <selector>',
      'CSS selector of what the visitor clicks to agree; what happens before is told apart',
    )
    .option(
      '--clicks <n>',
      'links followed before consent, and after it',
      numberOption('--clicks', { min: 0, max: 1000, integer: true }),
      5,
    )
    .option('--browser <path>', 'Chromium or Chrome; default: the one that Playwright has installed')
    .option('--out <file>', 'the report', 'egress.html')
    .option('--seed <n>', 'which links are followed', numberOption('--seed', { min: 0, integer: true }), 1)
    .option('--json', 'print the result as one line of JSON')
    .addHelpText(
      'after',
      '\nExample:\n  penchant audit-egress https://shop.example/ --model https://cdn.example --consent "#agree" --browser /usr/bin/chromium\n',
    )
    .action(async (url: string, options: AuditOptions) => {
      const output = createOutput(options)
      const model = originOf('--model', options.model)
      originOf('<url>', url)
      const browser = await launch(options.browser)
      const steps = (options.clicks + 1) * (options.consent ? 2 : 1)
      const bar = output.progress('visiting', steps)
      let pages = 0
      try {
        const { consent, clicks, seed } = options
        const visit = await visitShop(browser, {
          url,
          clicks,
          seed,
          ...(consent && { consent }),
          onPage: (page) => bar.update(++pages, page),
        }).catch((error: Error) => {
          throw new DataError(`${url} could not be visited: ${error.message.split('\n')[0]}`)
        })
        const findings = judgeVisit(visit, model)
        const report = {
          url,
          model,
          visit,
          findings,
          date: new Date().toISOString(),
          browser: `Chromium ${browser.version()}`,
        }
        await writeFile(options.out, egressHtml(report))
        const asked = visit.requests.filter((request) => new URL(request.url).origin === model).length
        output.result(
          { out: options.out, pages: visit.pages.length, origins: byOrigin(visit), asked, findings },
          [
            `${visit.pages.length} pages, ${visit.requests.length} requests, ${asked} of them to ${model}`,
            ...findings.map(({ request, problem }) => `${request.method} ${request.url} ${problem} (${request.phase})`),
            findings.length === 0 && asked > 0 ? 'nothing about the visitor went there' : '',
            options.out,
          ]
            .filter(Boolean)
            .join('\n'),
        )
        if (asked === 0)
          throw new DataError(`${model} was never asked: is it the model's origin, and was consent given?`)
        if (findings.length > 0) throw new DataError(`${findings.length} requests carry more than they should`)
      } finally {
        bar.stop()
        await browser.close()
      }
    })
}

function originOf(name: string, text: string): string {
  try {
    const { protocol, origin } = new URL(text)
    if (protocol === 'http:' || protocol === 'https:') return origin
  } catch {
    // Told below.
  }
  throw new UsageError(`${name} ${text}: expected an address such as https://shop.example`)
}

async function launch(executablePath: string | undefined): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  try {
    return await chromium.launch({
      ...(executablePath && { executablePath }),
      // Root has no sandbox, and none of the browser's own requests are the shop's.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
      ],
    })
  } catch (error) {
    throw new UsageError(
      `no browser could be started (${(error as Error).message.split('\n')[0]}); name one with --browser /usr/bin/chromium`,
    )
  }
}
