import type { StoredInteraction } from '@penchant/protocol'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible, layoutShift } from '../test/check-page.ts'
import { type FakePersonalizer, fakePersonalizer, item, recommendation, settled } from '../test/fake-personalizer.ts'
import { defineElements } from './define-elements.ts'
import { provide } from './page-personalizer.ts'
import type { PenchantPreferences } from './preferences.ts'

const EVIL = '<img src=x onerror="throw 1">'

let fake: FakePersonalizer
let panel: PenchantPreferences
const inside = (selector: string) => [...panel.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const rows = (part: string) => inside(`[part=${part}] li`).map((row) => row.textContent)
const text = (selector: string) => inside(selector).map((element) => element.textContent)
const press = async (name: string) => {
  await userEvent.click(inside(`[part~=${name}]`)[0])
  await settled()
}
const focused = () => panel.shadowRoot!.activeElement

/** Two lamps looked at an hour ago, one of them liked, and a chair bought yesterday. */
function history(): StoredInteraction[] {
  const now = Date.now()
  const one = (id: number, event: StoredInteraction['event'], item: string, ago: number) => ({
    id,
    event,
    item,
    time: now - ago,
    session: 1,
  })
  return [
    one(1, 'purchase', 'chair', 86_400_000),
    one(2, 'view_item', 'lamp1', 3_600_000),
    one(3, 'view_item', 'lamp2', 3_500_000),
    one(4, 'like_item', 'lamp2', 3_400_000),
    { id: 5, event: 'search', term: EVIL, time: now - 60_000, session: 1 },
  ]
}

beforeAll(defineElements)
beforeEach(() => {
  fake = fakePersonalizer()
  fake.stored = history()
  for (const lamp of ['lamp1', 'lamp2']) {
    fake.catalogue.set(lamp, item(lamp, { title: `The ${lamp}`, category: ['Home', 'Lamps'], brand: 'Lux' }))
  }
  fake.catalogue.set('chair', item('chair', { title: EVIL, category: ['Home', 'Chairs'], brand: undefined }))
  provide(fake)
  document.body.innerHTML =
    '<main><penchant-preferences lang="en"></penchant-preferences><p id="after">after</p></main>'
  panel = document.querySelector('penchant-preferences')!
})
afterEach(() => {
  document.body.replaceChildren()
  provide(undefined)
  vi.restoreAllMocks()
})

const ready = () => fake.answer([recommendation('lamp9', { title: 'Ninth' })])

describe('<penchant-preferences>', () => {
  it('shows interests, deeds and reasons as text', async () => {
    await ready()
    expect(rows('interests')).toEqual(['Lamps 75%×', 'Lux 75%×', 'Chairs 25%×'])
    expect(rows('deeds').map((row) => row!.replace(/ \d+ minutes/, ' minutes'))).toEqual([
      `Searched for ${EVIL} 1 minute ago×`,
      'Liked The lamp2 minutes ago×',
      'Looked at The lamp2 minutes ago×',
      'Looked at The lamp1 1 hour ago×',
      `Bought ${EVIL} yesterday×`,
    ])
    expect(rows('why')).toEqual(['Ninth Because you looked at what you looked at'])
    expect(inside('img')).toEqual([])
  })

  it('names some of the many items of one event, which goes as a whole', async () => {
    await ready()
    fake.stored = [1, 2, 3, 4, 5].map((id) => ({ id, event: 'view_item_list', item: `sku-${id}`, time: 0, session: 1 }))
    await fake.forget([])
    await settled()
    expect(rows('deeds')).toEqual([expect.stringMatching(/^Was shown sku-5, sku-4, sku-3 \+2 .*ago×$/)])
    await userEvent.click(inside('[part=deeds] button')[0])
    expect(fake.stored).toEqual([])
  })

  it('is accessible in every state', async () => {
    fake.set({ consent: 'pending' })
    await settled()
    await expectAccessible(panel)
    fake.set({ consent: 'granted' })
    await ready()
    await expectAccessible(panel)
    await press('erase')
    await expectAccessible(panel)
  })

  it('has one size, whatever comes', async () => {
    await settled()
    const bottom = () => document.querySelector('#after')!.getBoundingClientRect().top
    const before = bottom()
    expect(await layoutShift(ready)).toBe(0)
    expect(await layoutShift(() => press('erase'))).toBe(0)
    expect(await layoutShift(() => userEvent.keyboard('{Escape}').then(settled))).toBe(0)
    fake.stored = []
    fake.set({ consent: 'denied' })
    await settled()
    expect(bottom()).toBe(before)
  })

  it('removes one deed, or an interest with all it is known from, and keeps the focus near', async () => {
    await ready()
    inside('[part=deeds] button')[1].focus()
    await userEvent.keyboard('{Enter}')
    await settled()
    expect(fake.stored.map(({ id }) => id)).toEqual([1, 2, 3, 5])
    expect(text('[role=status]')).toEqual(['Removed: Liked The lamp2'])
    expect(focused()?.ariaLabel).toBe('Remove Looked at The lamp2')
    await userEvent.click(inside('[part=interests] button')[0])
    await settled()
    expect(fake.stored.map(({ id }) => id)).toEqual([1, 5])
    expect(rows('interests')).toEqual(['Chairs 100%×'])
    await userEvent.click(inside('[part=interests] button')[0])
    await settled()
    expect(rows('interests')).toEqual(['Nothing yet.'])
    expect(focused()?.tagName).toBe('H2')
  })

  it('erases after a second yes alone, by keyboard too', async () => {
    await ready()
    inside('[part~=erase]')[0].focus()
    await userEvent.keyboard('{Enter}')
    await settled()
    expect([focused()?.textContent, text('[role=alert]')]).toEqual(['Keep it', ['Erase everything?']])
    await userEvent.keyboard('{Escape}')
    await settled()
    expect([focused()?.textContent, fake.stored.length]).toEqual(['Erase everything', 5])
    await userEvent.keyboard('{Enter}')
    await settled()
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
    await settled()
    expect([fake.stored, text('[role=status]'), rows('deeds')]).toEqual([
      [],
      ['Everything is erased.'],
      ['Nothing yet.'],
    ])
    expect(inside('[part~=erase]').map((button) => (button as HTMLButtonElement).disabled)).toEqual([true])
  })

  it('pauses and goes on', async () => {
    await ready()
    await press('pause')
    expect(fake.getSnapshot().engine?.paused).toBe(true)
    expect(text('[part=state] p')).toEqual(['Paused. Nothing new is kept.'])
    await press('resume')
    expect(fake.getSnapshot().engine?.paused).toBe(false)
  })

  it('gives and takes back consent, unless the shop does that by its own means', async () => {
    await ready()
    await press('withdraw')
    expect([fake.consent.state, rows('deeds')]).toEqual(['denied', ['Nothing yet.']])
    const decisions: unknown[] = []
    panel.addEventListener('penchant-consent', (event) => {
      decisions.push((event as CustomEvent).detail)
      event.preventDefault()
    })
    await press('allow')
    expect([fake.consent.state, decisions]).toEqual(['denied', ['granted']])
  })

  it('gives the visitor a file of all that is kept', async () => {
    await ready()
    const files: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`)
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    await press('save')
    expect(clicked).toHaveBeenCalledOnce()
    expect(JSON.parse(await files[0].text()).interactions).toEqual(fake.stored)
  })

  it('says so where something did not work', async () => {
    await ready()
    fake.forget = async () => false
    fake.export = async () => null
    await userEvent.click(inside('[part=deeds] button')[0])
    await settled()
    expect(text('[role=status]')).toEqual(['That did not work.'])
  })

  it('waits for a personalizer, and forgets nothing of the page when it is taken out', async () => {
    provide(undefined)
    await settled()
    expect(inside('[part~=allow]').map((button) => (button as HTMLButtonElement).disabled)).toEqual([true])
    panel.remove()
    provide(fake)
    document.body.append(panel)
    await ready()
    expect(rows('deeds')).toHaveLength(5)
  })
})
