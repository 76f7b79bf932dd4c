import { createPersonalizer, type Personalizer, type ShopRequest } from 'penchant'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp, defineComponent, h, nextTick, type Ref, reactive, shallowRef, type VNode } from 'vue'
import { engineWith, scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import { penchant, usePersonalizer, usePersonalizerStatus, useRecommendations, useRerank, useTrack } from './index.ts'

const apps: App[] = []
const complaints: unknown[][] = []
for (const level of ['error', 'warn'] as const) {
  vi.spyOn(console, level).mockImplementation((...words) => {
    // Vue's advice to whoever bundles it.
    if (!String(words[0]).startsWith('Feature flags')) complaints.push(words)
  })
}

afterEach(() => {
  for (const app of apps.splice(0)) app.unmount()
  vi.unstubAllGlobals()
  expect(complaints.splice(0)).toEqual([])
})

/** Mounts what `draw` shows; it follows what is reactive in it. */
function page(personalizer: Personalizer | null, draw: () => (VNode | string)[]) {
  const element = document.createElement('div')
  const app = createApp({ render: draw })
  if (personalizer) app.use(penchant, personalizer)
  app.mount(element)
  apps.push(app)
  return { element, app }
}

/** Every state that a visitor could have seen, in order. */
let seen: string[] = []
const List = defineComponent({
  props: { request: { type: null, default: undefined } },
  setup(props) {
    const { recommendations, status } = useRecommendations(() => props.request as ShopRequest | null)
    return () => {
      const text = `${status.value}: ${recommendations.value.map(({ item }) => item.id).join(' ')}`
      if (seen.at(-1) !== text) seen.push(text)
      return text
    }
  },
})
const list = (request: unknown) => h(List, { request })

const Status = defineComponent({
  setup() {
    const status = usePersonalizerStatus()
    return () => status.value.state
  },
})

describe('useRecommendations', () => {
  it('shows the shop’s own order, then what is recommended; what two components want is asked once', async () => {
    const personalizer = scriptedPersonalizer()
    const request: ShopRequest = { fallback: [{ id: 'x' }, { id: 'y' }, { id: 'z' }], exclude: ['x'], count: 1 }
    const { element } = page(personalizer, () => [list(request), list({ ...request })])
    await settled()
    expect(element.textContent).toBe('loading: yloading: y')
    expect(personalizer.questions).toHaveLength(1)
    personalizer.questions[0].answer('b', 'a')
    await settled()
    expect(element.textContent).toBe('ready: b aready: b a')
  })

  it('never shows an answer to an earlier request', async () => {
    const personalizer = scriptedPersonalizer()
    const request: Ref<ShopRequest> = shallowRef({ kind: 'similar', seed: '1' })
    const { element } = page(personalizer, () => [list(request.value)])
    await settled()
    seen = []
    request.value = { kind: 'similar', seed: '2', fallback: ['own'] }
    await settled()
    personalizer.questions[1].answer('near-2')
    await settled()
    personalizer.questions[0].answer('near-1')
    await settled()
    expect(element.textContent).toBe('ready: near-2')
    request.value = { kind: 'similar', seed: '3', fallback: ['own'] }
    await nextTick()
    expect(element.textContent).toBe('loading: own')
    expect(seen).toEqual(['loading: own', 'ready: near-2', 'loading: own'])
  })

  it('follows a reactive request, but not its fallback', async () => {
    const personalizer = scriptedPersonalizer()
    const request = reactive({ seed: '1', count: 2, exclude: ['x'], fallback: ['own'] })
    const Own = defineComponent({
      setup() {
        const { recommendations } = useRecommendations(request)
        return () => recommendations.value.map(({ item }) => item.id).join(' ')
      },
    })
    const { element } = page(personalizer, () => [h(Own)])
    await settled()
    request.fallback = ['other']
    await settled()
    expect(element.textContent).toBe('other')
    expect(personalizer.questions).toHaveLength(1)
    request.seed = '2'
    request.count = 3
    await settled()
    // As the worker gets them.
    expect(personalizer.questions.map(({ request }) => structuredClone(request))).toEqual([
      { seed: '1', count: 2, exclude: ['x'] },
      { seed: '2', count: 3, exclude: ['x'] },
    ])
  })

  it('follows what the visitor does, and shows the last answer until the next is there', async () => {
    const personalizer = scriptedPersonalizer()
    seen = []
    page(personalizer, () => [list({ fallback: ['own'] })])
    await settled()
    personalizer.questions[0].answer('a', 'b')
    await settled()
    for (const interactions of [1, 2]) personalizer.set({ engine: engineWith(interactions) })
    await settled()
    personalizer.set({ engine: engineWith(3) })
    await settled()
    expect(personalizer.questions).toHaveLength(2)
    personalizer.questions[1].answer('b', 'a')
    await settled()
    expect(personalizer.questions).toHaveLength(3)
    personalizer.questions[2].answer('b', 'a')
    await settled()
    expect(seen).toEqual(['idle: own', 'loading: own', 'ready: a b', 'ready: b a'])
  })

  it('asks nothing without consent, and forgets what was recommended when it is withdrawn', async () => {
    const personalizer = scriptedPersonalizer({ consent: 'pending', state: 'idle', engine: null })
    const { element } = page(personalizer, () => [list({ fallback: ['own'] }), h(Status)])
    await settled()
    expect(element.textContent).toBe('idle: ownidle')
    expect(personalizer.questions).toHaveLength(0)
    personalizer.set({ consent: 'granted', state: 'stalled' })
    await settled()
    expect(element.textContent).toBe('stalled: ownstalled')
    personalizer.set({ state: 'ready', engine: engineWith(5) })
    personalizer.questions[0].answer('a')
    await settled()
    expect(element.textContent).toBe('ready: aready')
    await personalizer.consent.deny()
    await settled()
    expect(element.textContent).toBe('idle: ownready')
    expect(personalizer.questions).toHaveLength(1)
  })

  it('leaves nothing behind', async () => {
    const personalizer = scriptedPersonalizer()
    const { app } = page(personalizer, () => [list({}), h(Status)])
    await settled()
    expect(personalizer.listeners).toBe(2)
    apps.pop()
    app.unmount()
    seen = []
    personalizer.questions[0].answer('a')
    await settled()
    expect(personalizer.listeners).toBe(0)
    expect(seen).toEqual([])
  })

  it('throws nothing, whatever it is asked', async () => {
    const personalizer = createPersonalizer({ model: '', consent: 'granted', onError() {} })
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const wrong = [null, 7, 'x', { fallback: 7 }, { fallback: [null, 'a'] }, { filter: cyclic }, cyclic]
    const { element } = page(personalizer, () => wrong.map(list))
    await settled()
    expect(element.textContent).toBe('idle: '.repeat(wrong.length))
    personalizer.destroy()
  })

  it('is idle with the shop’s own order where no worker can start', async () => {
    vi.stubGlobal('Worker', undefined)
    const personalizer = createPersonalizer({ model: '/model/', workerUrl: '/worker.js', consent: 'granted' })
    const { element } = page(personalizer, () => [list({ fallback: ['own'] }), h(Status)])
    await vi.waitFor(() => expect(element.textContent).toBe('idle: ownfailed'))
    personalizer.destroy()
  })

  it('answers where the plugin is not installed, too: Vue says so', async () => {
    const { element } = page(null, () => [list({ fallback: ['own'] })])
    await settled()
    expect(element.textContent).toBe('idle: own')
    expect(complaints.splice(0).map(([words]) => words)).toEqual([
      expect.stringContaining('injection "Symbol(penchant)" not found'),
    ])
  })
})

describe('useRerank', () => {
  it('orders the shop’s items, and moves nothing once it has', async () => {
    const personalizer = scriptedPersonalizer()
    const items = shallowRef([...'abc'].map((id) => ({ id })))
    const Ranked = defineComponent({
      setup() {
        const ranked = useRerank(items)
        return () => `${ranked.status.value}: ${ranked.items.value.map(({ id }) => id).join(' ')}`
      },
    })
    const { element } = page(personalizer, () => [h(Ranked)])
    await settled()
    expect(personalizer.questions[0].request).toEqual({ kind: 'rerank', items: ['a', 'b', 'c'] })
    personalizer.questions[0].answer('c', 'a', 'b')
    personalizer.set({ engine: engineWith(1) })
    await settled()
    expect(element.textContent).toBe('ready: c a b')
    expect(personalizer.questions).toHaveLength(1)
    items.value = [...'xyz'].map((id) => ({ id }))
    await settled()
    expect(element.textContent).toBe('loading: x y z')
  })
})

describe('useTrack', () => {
  it('tracks what a component is about once, and its successor', async () => {
    const personalizer = scriptedPersonalizer()
    const id: Ref<string | null> = shallowRef(null)
    let track: unknown
    const Product = defineComponent({
      setup() {
        track = useTrack(
          () => id.value && 'view_item',
          () => ({ item_id: id.value ?? '' }),
        )
        const own = usePersonalizer()
        return () => own?.getSnapshot().consent
      },
    })
    page(personalizer, () => [h(Product)])
    for (const next of ['a', 'a', 'b', null]) {
      id.value = next
      await settled()
    }
    expect(personalizer.tracked).toEqual([
      ['view_item', { item_id: 'a' }],
      ['view_item', { item_id: 'b' }],
    ])
    expect(track).toBe(personalizer.track)
  })
})
