import type { SentRequest, Visit } from './visit-shop.ts'

/** Something that breaks the promise that nothing about a visitor leaves the device. */
export interface Finding {
  request: SentRequest
  problem: string
}

/** Requests to the model's origin must all be the same for every visitor: plain GETs of files. */
export function judgeVisit(visit: Visit, model: string): Finding[] {
  const findings: Finding[] = []
  for (const request of visit.requests) {
    const url = new URL(request.url)
    if (url.origin !== model || request.scriptTag) continue
    const find = (problem: string) => findings.push({ request, problem })
    if (request.phase === 'before consent') find('was sent before consent')
    if (request.method !== 'GET') find(`is a ${request.method}`)
    if (request.bodyBytes > 0) find(`has a body of ${request.bodyBytes} bytes`)
    if (request.cookie) find('carries a cookie')
    if (request.authorization) find('carries credentials')
    // A module that imports another names itself, which is the model's origin's own.
    if (request.referrer && new URL(request.referrer).origin !== model) find(`names the page ${request.referrer}`)
    if (url.search) find(`has a query: ${url.search.slice(0, 80)}`)
  }
  return findings
}

/** Every origin that was asked, with what it was asked. */
export function byOrigin(visit: Visit): { origin: string; requests: number; withBody: number; bodyBytes: number }[] {
  const origins = new Map<string, { origin: string; requests: number; withBody: number; bodyBytes: number }>()
  for (const { url, bodyBytes } of visit.requests) {
    const { origin } = new URL(url)
    const entry = origins.get(origin) ?? { origin, requests: 0, withBody: 0, bodyBytes: 0 }
    origins.set(origin, entry)
    entry.requests++
    entry.bodyBytes += bodyBytes
    if (bodyBytes > 0) entry.withBody++
  }
  return [...origins.values()].sort((a, b) => b.requests - a.requests)
}
