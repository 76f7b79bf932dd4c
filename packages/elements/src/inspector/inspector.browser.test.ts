import type { EngineStatus, Inspection, RecommendRequest, TrackedEvent, WhatIf } from 'penchant'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible, layoutShift } from '../../test/check-page.ts'
import { type FakePersonalizer, fakePersonalizer, item, settled } from '../../test/fake-personalizer.ts'
import { provide } from '../page-personalizer.ts'
import { defineInspector } from './define-inspector.ts'
import type { PenchantInspector } from './inspector.ts'

const EVIL = '<img src=x onerror="throw 1">'
let fake: FakePersonalizer
let asked: { request: RecommendRequest; whatIf: WhatIf | undefined }[]
let emit: (event: TrackedEvent) => void
let inspector: PenchantInspector

/** Two steps, of which the second weighs more; whoever thinks the first away gets another list. */
function inspection(whatIf: WhatIf | undefined): Inspection {
  const listed = (id: string, score: number) => ({
    item: item(id, { title: id === 'a' ? EVIL : `Item ${id}` }),
    score,
    reasons: [{ kind: 'interaction' as const, item: 's2', weight: 1 }],
    parts: { model: score / 2, coVisitation: score / 4, memory: score / 4, factor: 1 },
  })
  const step = (id: number, share: number) => ({
    ...{ id, item: `s${id}`, event: 'view_item' as const, time: 1e12, session: 1 },
    share,
  })
  const items = whatIf?.without?.includes(1)
    ? [listed('b', 0.5), listed('c', 0.2)]
    : [listed('a', 0.6), listed('b', 0.4)]
  return { source: 'model', items, sequence: [step(1, 0.25), step(2, 0.75)], encodeTime: 5, scoreTime: 1.234 }
}

beforeAll(defineInspector)
beforeEach(async () => {
  asked = []
  fake = Object.assign(fakePersonalizer(), {
    inspect: async (request: RecommendRequest, whatIf?: WhatIf) => {
      asked.push({ request, whatIf })
      return inspection(whatIf)
    },
    watch: (listener: typeof emit) => {
      emit = listener
      return () => {
        emit = () => {}
      }
    },
  })
  provide(fake)
  document.body.innerHTML = '<main><h1>Shop</h1><p>page</p></main>'
  inspector = document.createElement('penchant-inspector') as PenchantInspector
  document.body.append(inspector)
  await settled()
})
afterEach(() => {
  document.body.replaceChildren()
  provide(undefined)
})

const inside = <T extends HTMLElement>(selector: string) => [...inspector.shadowRoot!.querySelectorAll<T>(selector)]
const shown = () => inside('[role=tabpanel]').find(({ hidden }) => !hidden)!
const tab = async (title: string) => {
  await userEvent.click(inside('[role=tab]').find(({ textContent }) => textContent === title)!)
  await settled()
}

it('shows a list with the parts of its scores and what the model read, as text', async () => {
  const rows = inside('.items li').map(({ textContent }) => textContent)
  expect(rows).toEqual([`${EVIL} a · 0.6interaction s2 100 %`, 'Item b b · 0.4interaction s2 100 %'])
  const parts = inside('.items .bar').map((bar) => bar.getAttribute('aria-label'))
  expect(parts[0]).toBe('model 0.3 + goes with 0.15 + memory 0.15, controls × 1')
  expect(inside('.steps li').map(({ textContent }) => textContent!.replace(/\d\d:\d\d:\d\d/, 'then'))).toEqual([
    ' view_item s2 then75 %',
    ' view_item s1 then25 %',
  ])
  expect(inside('img')).toEqual([])
})

it('answers what if, beside what is, and says what moved', async () => {
  await userEvent.click(inside('.steps input')[1])
  await settled()
  expect(asked.at(-1)!.whatIf).toMatchObject({ without: [1], and: [] })
  const titles = inside('.two h2').map(({ textContent }) => textContent)
  expect(titles).toEqual(['Now', 'What if'])
  expect(inside('.two > div:last-child small:nth-of-type(1)').map(({ textContent }) => textContent)).toEqual([
    'b · 0.5 · ↑1',
    'c · 0.2 · new',
  ])
  expect(inside('.effect')[0].textContent).toBe('It changes 2 of 2 places.')
  // The tick stays where the hand is.
  expect(inspector.shadowRoot!.activeElement).toBe(inside('.steps input')[1])

  await userEvent.selectOptions(inside('[aria-label=Device]')[0], 'phone')
  await userEvent.selectOptions(inside('[aria-label=Hour]')[0], '23:00')
  await settled()
  expect(asked.at(-2)!.request).toEqual({ kind: 'for-you', count: 10 })
  expect(asked.at(-1)!.request).toEqual({ kind: 'for-you', count: 10, context: { device: 'phone' } })
  expect(new Date(asked.at(-1)!.whatIf!.now!).getHours()).toBe(23)

  // By the context alone: what the change did, and what the model does not read.
  await userEvent.click(inside('.steps input')[1])
  await settled()
  expect(asked.at(-1)!.whatIf!.without).toEqual([])
  expect(inside('.effect')[0].textContent).toMatch(
    /^It changes nothing here\. A model trained without context reads neither device, hour nor day/,
  )
})

it('says who decided, what is stored and why not, and what came over the network', async () => {
  const request = { url: 'https://cdn.example/model/manifest.json', bytes: 2000, milliseconds: 12, fromCache: false }
  await tab('Engine')
  fake.consent.grant()
  const { engine } = fake.getSnapshot()
  fake.set({
    identified: true,
    decidedBy: 'tcf',
    engine: {
      ...engine!,
      storage: 'memory',
      storageProblem: 'full',
      persisted: false,
      requests: [request, { ...request, fromCache: true }],
    },
  })
  await settled()
  for (const fact of [
    'granted, as tcf says',
    'store, personalise, learn',
    'signed in',
    'memory: full',
    'where space is short',
  ])
    expect(shown().textContent).toContain(fact)
  expect(shown().textContent).toContain('2 requests, 2 kB from the network.')

  await tab('Learning')
  fake.set({ engine: { ...engine!, audit: { verdict: 'shared-device', reasons: ['two tastes'], leftOut: 2 } } })
  await settled()
  expect(shown().textContent).toContain('shared-device: two tastes')
  expect(shown().textContent).toContain('2 sessions')
})

it('shows of each decision of the gate all its numbers, and none where it did not decide', async () => {
  await tab('Learning')
  fake.consent.grant()
  const { engine } = fake.getSnapshot()
  const run: EngineStatus['learning'][number] = {
    ...{ time: 1e12, tier: 'vector', trained: 199, heldBack: 40, steps: 10, milliseconds: 190, longestSlice: 12 },
    ...{ before: 0.081, after: 0.0925, standardError: 0.0041, surprise: -0.21, overlap: 0.85 },
    ...{ verdict: 'accepted', reason: 'held-back items rose' },
  }
  fake.set({
    engine: {
      ...engine!,
      learning: [
        run,
        {
          ...run,
          tier: 'mix',
          verdict: 'rolled-back',
          steps: 0,
          trained: 0,
          before: 0.09,
          after: 0.1,
          overlap: undefined,
        },
        { ...run, verdict: 'aborted', steps: 0, trained: 0, heldBack: 0, reason: 'another tab is learning' },
      ],
    },
  })
  await settled()
  expect(shown().textContent).toContain('1 accepted, 1 rolled-back, 1 aborted')
  const facts = inside('.runs li').map((each) => [...each.querySelectorAll('dd')].map(({ textContent }) => textContent))
  expect(facts).toEqual([
    [
      ...['own vector, by gradient', '199 choices in 10 steps', '40 newer choices', '0.081 → 0.0925'],
      ...['+0.0115, standard error 0.0041', '−0.21 nats a choice', "85 % of everybody's first ten"],
      '190 ms, at most 12 ms at a time',
    ],
    [
      ...["own weights of the score's parts", '40 newer choices', '0.09 → 0.1', '+0.01, standard error 0.0041'],
      ...['−0.21 nats a choice', '190 ms, at most 12 ms at a time'],
    ],
    [],
  ])
  await expectAccessible(inspector)
})

it('shows events as they come, with what is wrong with them, whatever was sent', async () => {
  await tab('Events')
  expect(shown().textContent).toContain('Nothing was tracked yet')
  const circular: { self?: object } = {}
  circular.self = circular
  emit({
    name: 'view_item',
    params: { items: [] },
    interactions: [{ event: 'view_item', item: 'x', time: 0 }],
    errors: [],
  })
  emit({ name: EVIL, params: circular, interactions: [], errors: [new Error('the event is no event')] })
  await settled()
  expect(shown().textContent).toContain('2 since the inspector was opened, 1 with problems.')
  expect(inside('.events .problem').map(({ textContent }) => textContent)).toEqual(['the event is no event'])
  expect(inside('.events b').map(({ textContent }) => textContent)).toEqual([EVIL, 'view_item'])
  expect(shown().textContent).toContain('cannot be shown')
})

it('moves nothing of the page, is accessible in each tab, and opens and closes by keyboard', async () => {
  inspector.remove()
  expect(await layoutShift(async () => void document.body.append(inspector))).toBe(0)
  await settled()
  for (const title of ['Events', 'Learning', 'Engine', 'Lists']) {
    await tab(title)
    await expectAccessible(inspector)
  }
  inside('[role=tab]')[0].focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(inside('[role=tab]').map((each) => each.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
    'false',
    'false',
  ])
  await userEvent.click(inside('.toggle')[0])
  expect(inside('aside')[0].hidden).toBe(true)
  await userEvent.click(inside('.toggle')[0])
  expect(inside('aside')[0].hidden).toBe(false)
})

it('waits for a personalizer, and says where the engine does not answer', async () => {
  provide(undefined)
  inspector.refresh()
  await settled()
  expect(inside('aside')[0].textContent).toBe('No personalizer on this page yet.')
  provide(Object.assign(fakePersonalizer('pending'), { inspect: async () => null }))
  await settled()
  expect(shown().textContent).toContain('The engine does not answer: no consent yet')
})
