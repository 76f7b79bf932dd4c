import type { ConsentState, Item, RecommendationResponse, ShopRequest } from 'penchant'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Choice } from './choice.ts'
import { createMemory } from './memory.ts'
import type { ShopPersonalizer } from './shop-personalizer.ts'
import { createSlots } from './slots.ts'
import './style/shop.css'
import type { Site } from './view/site.ts'
import { slot } from './view/slot.ts'

const site: Site = { name: 'Test', synthetic: true, base: '', currency: 'EUR', version: 'v', cdn: 'http://localhost:9' }
const item = (id: string): Item => ({ id, title: `Thing ${id}`, price: 3, brand: 'Tide' })
const own = ['own-1', 'own-2', 'own-3'].map(item)

const shown = () => [...document.querySelectorAll<HTMLElement>('.card:not(.ghost)')].map(({ dataset }) => dataset.id)
const places = () => document.querySelectorAll('.card').length
const note = () => document.querySelector('.slot-note')!.textContent

/** A page with one place, and an engine that answers with what `answer` holds. */
function open(answer: { ids: string[]; source: RecommendationResponse['source']; because?: string }) {
  document.body.innerHTML = `<main id="main">${
    slot(site, { kind: 'for-you', heading: 'For you', note: 'What most like.', count: 4, layout: 'grid', own }).markup
  }</main>`
  const asked: ShopRequest[] = []
  const personalizer = {
    async recommend(request: ShopRequest = {}): Promise<RecommendationResponse> {
      asked.push(request)
      const recent = request.kind === 'recently-viewed'
      const items = (recent ? ['seen'] : answer.ids).map((id) => ({
        item: item(id),
        score: 1,
        reasons: answer.because ? [{ kind: 'interaction' as const, item: answer.because, weight: 1 }] : [],
      }))
      return { id: 'r1', kind: request.kind ?? 'for-you', items, source: answer.source, took: 1 }
    },
  } as ShopPersonalizer
  const consent = { state: 'granted' as ConsentState }
  const choice = { get: () => consent.state } as Choice
  let filled = 0
  const slots = createSlots(personalizer, choice, createMemory(personalizer), site, () => {
    filled++
  })
  const wait = (times: number) => expect.poll(() => filled).toBe(times)
  return { slots, asked, consent, wait, enter: () => slots.enter(document.querySelector('main')!, ['in-cart']) }
}

describe('createSlots', () => {
  beforeEach(() => sessionStorage.clear())

  it('fills the places in their size, with reasons by title, without what is excluded', async () => {
    const { enter, asked, wait, slots } = open({ ids: ['a', 'b', 'c'], source: 'model', because: 'seen' })
    const section = document.querySelector('section')!
    const before = section.getBoundingClientRect().height
    enter()
    await wait(1)
    expect(shown()).toEqual(['a', 'b', 'c'])
    expect(places()).toBe(4)
    expect(section.getBoundingClientRect().height).toBe(before)
    expect(document.querySelector('.card-reason')!.textContent).toBe('Because you saw Thing seen')
    expect(asked[0]).toEqual({ kind: 'for-you', count: 12, exclude: ['in-cart'] })
    expect(slots.forYou?.items).toHaveLength(3)
  })

  it('marks what is new since the list before, and nothing on the first one', async () => {
    const answer = { ids: ['a', 'b'], source: 'model' as const }
    const { enter, slots, wait } = open(answer)
    const fresh = () => [...document.querySelectorAll<HTMLElement>('.card.fresh')].map(({ dataset }) => dataset.id)
    enter()
    await wait(1)
    expect(fresh()).toEqual([])
    answer.ids = ['b', 'new']
    slots.refresh()
    await wait(2)
    expect(fresh()).toEqual(['new'])
    expect(note()).toContain('1 new')
  })

  it('shows the shop’s own choice where nothing is recommended and after consent is withdrawn', async () => {
    const answer = { ids: [] as string[], source: 'shop-order' as RecommendationResponse['source'] }
    const { enter, slots, consent, wait } = open(answer)
    const ours = () => ({ ids: shown(), note: note() })
    const original = ours()
    enter()
    await wait(1)
    expect(ours()).toEqual(original)
    Object.assign(answer, { ids: ['a'], source: 'model' })
    slots.refresh()
    await wait(2)
    expect(shown()).toEqual(['a'])
    consent.state = 'denied'
    slots.refresh()
    await wait(3)
    expect(ours()).toEqual(original)
    expect(slots.forYou).toBeNull()
  })
})
