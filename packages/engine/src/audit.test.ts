import type { StoredInteraction } from '@penchant/protocol'
import { beforeAll, describe, expect, it } from 'vitest'
import { publishTiny } from '../test/publish-tiny.ts'
import { serveTiny } from '../test/serve-tiny.ts'
import { createAudit, waitsBecause } from './audit.ts'
import type { Serving } from './serving.ts'

let serving: Serving
beforeAll(async () => {
  ;({ serving } = serveTiny(await publishTiny()))
})

const DAY = 86_400_000
/** Sessions of four views, each a day later, of the category with this number. */
const sessionsOf = (...categories: number[]): StoredInteraction[] =>
  categories.flatMap((category, s) =>
    [0, 3, 5, 8].map((item, i) => ({
      id: 1 + s * 4 + i,
      session: s + 1,
      time: s * DAY + i * (30_000 + 7000 * i),
      event: 'view_item' as const,
      item: `i${10 * category + item}`,
    })),
  )
const judge = (history: StoredInteraction[]) => createAudit(history, 'on', false).status(serving)

describe("the audit of a visitor's history", () => {
  it('takes who keeps to a taste, who has several and who slowly changes for a person', () => {
    for (const categories of [
      [0, 0, 0, 0, 0, 0, 0],
      [0, 1, 2, 0, 1],
      [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    ]) {
      expect(judge(sessionsOf(...categories)), String(categories)).toMatchObject({ verdict: 'person', leftOut: 0 })
    }
  })

  it('has learning wait where two tastes take turns, and while a new one is new', () => {
    expect(judge(sessionsOf(0, 2, 0, 2, 0, 2, 0)).verdict).toBe('shared-device')
    const turned = sessionsOf(0, 0, 0, 0, 2, 2, 2)
    expect(judge(turned).verdict).toBe('new-taste')
    const audit = createAudit(turned, 'on', false)
    expect(audit.learnable(serving)).toEqual([])
    expect(waitsBecause(audit.status(serving))).toContain('the taste has just changed')
  })

  it('leaves out a session that no person makes, and follows the history', () => {
    const history = sessionsOf(0, 0, 0)
    const audit = createAudit(history, 'on', false)
    expect(audit.learnable(serving)).toHaveLength(12)
    for (let i = 0; i < 11; i++) {
      history.push({ id: 20 + i, session: 4, time: 9 * DAY + i * 100, event: 'view_item', item: `i${i}` })
    }
    expect(audit.status(serving)).toEqual({ verdict: 'person', reasons: ['no-pause'], leftOut: 1 })
    expect(audit.learnable(serving)).toHaveLength(12)
  })

  it('takes a browser that a program drives for a robot, unless the shop says otherwise', () => {
    const history = sessionsOf(0, 0, 0)
    const driven = createAudit(history, 'on', true)
    expect(driven.status(serving)).toEqual({ verdict: 'robot', reasons: ['navigator.webdriver'], leftOut: 0 })
    expect(driven.learnable(serving)).toEqual([])
    expect(createAudit(history, 'allow-automation', true).status(serving).verdict).toBe('person')
    const fast = history.map((step, i) => ({ ...step, session: 1, time: i * 100 }))
    expect(createAudit(fast, 'allow-automation', true).status(serving).verdict).toBe('robot')
    expect(createAudit(fast, 'off', true).status(serving).verdict).toBe('person')
  })

  it("holds a visitor against the shop's own norms where the model brings them", () => {
    const clockwork = Array.from(
      { length: 40 },
      (_, i): StoredInteraction => ({ id: i, session: 1, time: i * 25_000, event: 'view_item', item: `i${i % 10}` }),
    )
    expect(createAudit(clockwork, 'on', false).status(serving).verdict).toBe('person')
    const norms = [2, 10, -0.35, 0, -2.2].map((median) => ({ median, deviation: 0.25 }))
    const informed = { ...serving, manifest: { ...serving.manifest, audit: norms } }
    expect(createAudit(clockwork, 'on', false).status(informed)).toMatchObject({
      verdict: 'robot',
      reasons: ['unevenness of pauses'],
    })
  })
})
