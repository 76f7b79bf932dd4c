import { escapeHtml, pageHtml, tableHtml } from '../report/page.ts'
import { byOrigin, type Finding } from './judge-visit.ts'
import type { Visit } from './visit-shop.ts'

export interface EgressReport {
  url: string
  model: string
  visit: Visit
  findings: Finding[]
  date: string
  browser: string
}

/** The whole visit for a privacy officer to keep: every request, and what was left in the browser. */
export function egressHtml(report: EgressReport): string {
  const { url, model, visit, findings, date, browser } = report
  const asked = visit.requests.filter((request) => new URL(request.url).origin === model)
  const verdict =
    findings.length > 0
      ? `<p><strong>${findings.length} requests to the model's origin carry more than they should.</strong></p>`
      : asked.length === 0
        ? `<p><strong>The model's origin ${escapeHtml(model)} was never asked</strong>, so there was nothing to find out: was consent given?</p>`
        : `<p><strong>Nothing about the visitor went to the model's origin.</strong> All of its ${asked.length} requests fetch files that are the same for everybody.</p>`
  return pageHtml({
    title: `What left the browser on ${url}`,
    summary: `${verdict}<p>${visit.pages.length} pages, ${visit.requests.length} requests, ${escapeHtml(date)}, ${escapeHtml(browser)}. Requests that the shop itself makes to others are listed, and not judged.</p>`,
    sections: [
      ...(findings.length > 0
        ? [
            {
              heading: 'What was found',
              body: tableHtml([
                ['when', 'request', 'problem'],
                ...findings.map(({ request, problem }) => [request.phase, `${request.method} ${request.url}`, problem]),
              ]),
            },
          ]
        : []),
      {
        heading: 'Who was asked',
        body: tableHtml([
          ['origin', 'requests', 'with a body', 'bytes sent in bodies'],
          ...byOrigin(visit).map(({ origin, requests, withBody, bodyBytes }) => [
            origin === model ? `${origin} (the model)` : origin,
            requests,
            withBody,
            bodyBytes,
          ]),
        ]),
      },
      ...visit.storage.map(({ phase, entries }) => ({
        heading: `What lies in the browser: ${phase}`,
        body:
          entries.length === 0
            ? '<p>Nothing.</p>'
            : tableHtml([
                ['where', 'name', 'entries', 'bytes', 'beginning'],
                ...entries.map(({ place, name, entries, bytes, sample }) => [place, name, entries, bytes, sample]),
              ]),
      })),
      {
        heading: 'Every request',
        body: tableHtml([
          ['when', 'method', 'URL', 'kind', 'cookie', 'referrer', 'body'],
          ...visit.requests.map(({ phase, method, url, type, cookie, referrer, body, bodyBytes, scriptTag }) => [
            phase,
            method,
            url,
            scriptTag ? 'script tag' : type,
            cookie ? 'yes' : '',
            referrer,
            bodyBytes > 0 ? `${bodyBytes} bytes: ${body.slice(0, 200)}` : '',
          ]),
        ]),
      },
      { heading: 'Pages', body: tableHtml([['page'], ...visit.pages.map((page) => [page])]) },
    ],
    data: report,
  })
}
