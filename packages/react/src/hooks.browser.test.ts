import type { Personalizer, ShopRequest } from 'penchant'
import { createPersonalizer } from 'penchant'
import { createElement, type ReactNode, StrictMode, version } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { engineWith, scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import {
  PenchantProvider,
  usePersonalizer,
  usePersonalizerStatus,
  useRecommendations,
  useRerank,
  useTrack,
} from './index.ts'

const roots: Root[] = []
const complaints: unknown[][] = []
for (const level of ['error', 'warn'] as const) {
  vi.spyOn(console, level).mockImplementation((...words) => void complaints.push(words))
}

afterEach(() => {
  for (const root of roots.splice(0)) root.unmount()
  vi.unstubAllGlobals()
  expect(complaints.splice(0)).toEqual([])
})

/** Renders below a provider, in StrictMode; `render` shows something else in the same place. */
function page(personalizer: Personalizer | null) {
  const element = document.createElement('div')
  const root = createRoot(element)
  roots.push(root)
  return {
    element,
    root,
    async render(...children: ReactNode[]): Promise<void> {
      const content = personalizer ? createElement(PenchantProvider, { personalizer }, ...children) : children
      root.render(createElement(StrictMode, null, ...[content].flat()))
      await settled()
    },
  }
}

/** Every state that a visitor could have seen, in order. */
let seen: string[] = []
function List({ request }: { request: ShopRequest | null }): ReactNode {
  const { recommendations, status } = useRecommendations(request)
  const text = `${status}: ${recommendations.map(({ item }) => item.id).join(' ')}`
  if (seen.at(-1) !== text) seen.push(text)
  return text
}
const list = (request: ShopRequest | null) => createElement(List, { request })

it(`runs with React ${import.meta.env.VITE_REACT ?? '19'}`, () => {
  expect(version.split('.')[0]).toBe(import.meta.env.VITE_REACT ?? '19')
})

describe('useRecommendations', () => {
  it('shows the shop’s own order, then what is recommended; StrictMode asks once', async () => {
    const personalizer = scriptedPersonalizer()
    const { element, render } = page(personalizer)
    const request: ShopRequest = { fallback: [{ id: 'x' }, { id: 'y' }, { id: 'z' }], exclude: ['x'], count: 1 }
    await render(list(request))
    expect(element.textContent).toBe('loading: y')
    expect(personalizer.questions).toHaveLength(1)
    personalizer.questions[0].answer('b', 'a')
    await settled()
    expect(element.textContent).toBe('ready: b a')
  })

  it('asks once for what two components want, and again only for another request', async () => {
    const personalizer = scriptedPersonalizer()
    const { element, render } = page(personalizer)
    // Equal, not the same: as in a component that writes its request down.
    await render(list({ count: 3 }), list({ count: 3 }), list({ count: 4 }))
    expect(personalizer.questions.map(({ request }) => request.count)).toEqual([3, 4])
    personalizer.questions[0].answer('a')
    await settled()
    expect(element.textContent).toBe('ready: aready: aloading: ')
  })

  it('never shows an answer to an earlier request', async () => {
    const personalizer = scriptedPersonalizer()
    const { element, render } = page(personalizer)
    await render(list({ kind: 'similar', seed: '1' }))
    seen = []
    await render(list({ kind: 'similar', seed: '2', fallback: ['own'] }))
    personalizer.questions[1].answer('near-2')
    await settled()
    personalizer.questions[0].answer('near-1')
    await settled()
    expect(element.textContent).toBe('ready: near-2')
    await render(list({ kind: 'similar', seed: '3', fallback: ['own'] }))
    expect(element.textContent).toBe('loading: own')
    expect(seen).toEqual(['loading: own', 'ready: near-2', 'loading: own'])
  })

  it('follows what the visitor does, and shows the last answer until the next is there', async () => {
    const personalizer = scriptedPersonalizer()
    const { render } = page(personalizer)
    seen = []
    await render(list({ fallback: ['own'] }))
    personalizer.questions[0].answer('a', 'b')
    await settled()
    // Two steps at once, and one while the answer to them is awaited.
    personalizer.set({ engine: engineWith(1) })
    personalizer.set({ engine: engineWith(2) })
    await settled()
    personalizer.set({ engine: engineWith(3) })
    await settled()
    expect(personalizer.questions).toHaveLength(2)
    personalizer.questions[1].answer('b', 'a')
    await settled()
    expect(personalizer.questions).toHaveLength(3)
    personalizer.questions[2].answer('b', 'a')
    await settled()
    // Nothing that matters to a list.
    personalizer.set({ queued: 1, engine: { ...engineWith(3), sessions: 2 } })
    await settled()
    expect(personalizer.questions).toHaveLength(3)
    expect(seen).toEqual(['loading: own', 'ready: a b', 'ready: b a'])

    // Another visitor, who has done as much.
    personalizer.set({ state: 'idle', engine: null })
    personalizer.set({ state: 'ready', engine: engineWith(3) })
    await settled()
    expect(personalizer.questions).toHaveLength(4)
  })

  it('asks nothing without consent, and forgets what was recommended when it is withdrawn', async () => {
    const personalizer = scriptedPersonalizer({ consent: 'pending', state: 'idle', engine: null })
    const { element, render } = page(personalizer)
    await render(list({ fallback: ['own'] }))
    expect(element.textContent).toBe('idle: own')
    expect(personalizer.questions).toHaveLength(0)
    personalizer.set({ consent: 'granted' })
    await settled()
    expect(element.textContent).toBe('loading: own')
    // While the engine starts, nothing is asked twice.
    personalizer.set({ state: 'stalled' })
    await settled()
    expect(element.textContent).toBe('stalled: own')
    personalizer.set({ state: 'ready', engine: engineWith(5) })
    await settled()
    expect(element.textContent).toBe('loading: own')
    personalizer.questions[0].answer('a')
    await settled()
    expect(element.textContent).toBe('ready: a')
    expect(personalizer.questions).toHaveLength(1)
    personalizer.set({ engine: engineWith(6) })
    await personalizer.consent.deny()
    await settled()
    expect(element.textContent).toBe('idle: own')
    personalizer.questions[1].answer('late')
    await settled()
    expect(element.textContent).toBe('idle: own')
  })

  it('is idle with the shop’s own order when nobody can answer, and asks again when somebody can', async () => {
    const personalizer = scriptedPersonalizer({ state: 'loading', engine: null })
    const { element, render } = page(personalizer)
    await render(list({ fallback: ['own'] }))
    personalizer.questions[0].giveUp()
    await settled()
    expect(element.textContent).toBe('idle: own')
    personalizer.set({ state: 'ready', engine: engineWith(1) })
    await settled()
    expect(element.textContent).toBe('idle: own')
    personalizer.questions[1].reject()
    await settled()
    expect(element.textContent).toBe('idle: own')
    personalizer.set({ engine: engineWith(2) })
    await settled()
    personalizer.questions[2].answer('a')
    await settled()
    expect(element.textContent).toBe('ready: a')
  })

  it('leaves nothing behind', async () => {
    const personalizer = scriptedPersonalizer()
    const { root, render } = page(personalizer)
    await render(list({}), createElement(Status))
    expect(personalizer.listeners).toBe(2)
    seen = []
    root.unmount()
    personalizer.questions[0].answer('a')
    await settled()
    expect(personalizer.listeners).toBe(0)
    expect(seen).toEqual([])
  })

  it('throws nothing, whatever it is asked', async () => {
    const errors: Error[] = []
    const onError = (error: Error) => void errors.push(error)
    const personalizer = createPersonalizer({ model: '', consent: 'granted', onError })
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const { element, render } = page(personalizer)
    for (const request of [null, 7, 'x', { fallback: 7 }, { fallback: [null, 'a'] }, { filter: cyclic }, cyclic]) {
      await render(list(request as ShopRequest))
      expect(element.textContent).toMatch(/^idle: /)
    }
    await render(createElement(Ranked, { items: [null, {}, { id: 3 }] as never[] }))
    expect(element.textContent).toBe('idle:   3')
    // The shop hears of it where it listens.
    expect(errors.map(({ message }) => message)).toContain(
      'recommend: the request is 7; give an object such as { kind: "for-you" }.',
    )
    personalizer.destroy()
  })

  it('answers without a provider, too', async () => {
    const { element, render } = page(null)
    await render(list({ fallback: ['own'] }), createElement(Status))
    expect(element.textContent).toBe('idle: ownidle No <PenchantProvider> is around this component.')
  })
})

function Status(): ReactNode {
  const { state, message } = usePersonalizerStatus()
  return `${state} ${message}`
}

interface Product {
  id: string
}
function Ranked({ items }: { items: readonly Product[] }): ReactNode {
  const ranked = useRerank(items)
  const text = `${ranked.status}: ${ranked.items.map((item) => item?.id).join(' ')}`
  if (seen.at(-1) !== text) seen.push(text)
  return text
}
const products = (ids: string) => [...ids].map((id): Product => ({ id }))

describe('useRerank', () => {
  it('orders the shop’s items, and moves nothing once it has', async () => {
    const personalizer = scriptedPersonalizer()
    const { element, render } = page(personalizer)
    seen = []
    await render(createElement(Ranked, { items: products('abcab') }))
    expect(personalizer.questions.map(({ request }) => request)).toEqual([{ kind: 'rerank', items: ['a', 'b', 'c'] }])
    personalizer.questions[0].answer('c', 'a', 'b')
    await settled()
    expect(element.textContent).toBe('ready: c a a b b')
    personalizer.set({ engine: engineWith(1) })
    await settled()
    expect(personalizer.questions).toHaveLength(1)
    // The visitor has taken something back: the order may come from it.
    personalizer.set({ engine: engineWith(0) })
    await settled()
    personalizer.questions[1].answer('a', 'b', 'c')
    await settled()
    expect(seen).toEqual(['loading: a b c a b', 'ready: c a a b b', 'ready: a a b b c'])
    // Another list starts in the shop's order.
    await render(createElement(Ranked, { items: products('xyz') }))
    expect(element.textContent).toBe('loading: x y z')
  })

  it('keeps what was not asked about at the end, and leaves out what the answer does', async () => {
    const personalizer = scriptedPersonalizer()
    const skus = Array.from({ length: 1002 }, (_, i) => ({ sku: `s${i}` }))
    function Skus(): ReactNode {
      const { items } = useRerank(skus, ({ sku }) => sku, { filter: 'price < 5' })
      return items.map(({ sku }) => sku).join(' ')
    }
    const { element, render } = page(personalizer)
    await render(createElement(Skus))
    expect(personalizer.questions[0].request).toMatchObject({ filter: 'price < 5', items: { length: 1000 } })
    personalizer.questions[0].answer('s7', 's3')
    await settled()
    expect(element.textContent).toBe('s7 s3 s1000 s1001')
  })
})

describe('useTrack', () => {
  it('tracks what a component is about once, and its successor', async () => {
    const personalizer = scriptedPersonalizer()
    const tracks = new Set<unknown>()
    function Product({ id }: { id: string | null }): ReactNode {
      tracks.add(useTrack(id && 'view_item', { items: [{ item_id: id ?? '' }] }))
      return id
    }
    const { render } = page(personalizer)
    for (const id of [null, 'a', 'a', 'b']) await render(createElement(Product, { id }))
    expect(personalizer.tracked).toEqual([
      ['view_item', { items: [{ item_id: 'a' }] }],
      ['view_item', { items: [{ item_id: 'b' }] }],
    ])
    expect([...tracks]).toEqual([personalizer.track])
  })
})

describe('with the SDK', () => {
  it('starts one worker in StrictMode, and is idle when it dies', async () => {
    const workers: Worker[] = []
    class SilentWorker extends EventTarget {
      constructor() {
        super()
        workers.push(this as unknown as Worker)
      }
      postMessage(): void {}
      terminate(): void {}
    }
    vi.stubGlobal('Worker', SilentWorker)
    const personalizer = createPersonalizer({ model: '/model/', workerUrl: '/worker.js', consent: 'granted' })
    function Consent(): ReactNode {
      return usePersonalizer()?.consent.state
    }
    const { element, render } = page(personalizer)
    await render(createElement(Consent), list({ fallback: ['own'] }), list({ count: 3 }))
    await vi.waitFor(() => expect(workers).toHaveLength(1))
    expect(element.textContent).toBe('grantedloading: ownloading: ')
    await settled()
    expect(workers).toHaveLength(1)

    // A browser that allows no worker.
    vi.stubGlobal('Worker', undefined)
    workers[0].dispatchEvent(new Event('error', { cancelable: true }))
    await vi.waitFor(() => expect(element.textContent).toBe('grantedidle: ownidle: '))
    personalizer.destroy()
  })
})
