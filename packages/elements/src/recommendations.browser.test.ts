import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { emulate, expectAccessible, layoutShift } from '../test/check-page.ts'
import { type FakePersonalizer, fakePersonalizer, recommendation, settled } from '../test/fake-personalizer.ts'
import { defineElements } from './define-elements.ts'
import { provide } from './page-personalizer.ts'
import type { PenchantRecommendations } from './recommendations.ts'
import { setWords } from './words.ts'

let fake: FakePersonalizer
const thrown: unknown[] = []
const onThrown = (event: Event) => thrown.push((event as ErrorEvent).error ?? (event as PromiseRejectionEvent).reason)

beforeAll(defineElements)
beforeEach(() => {
  thrown.length = 0
  addEventListener('error', onThrown)
  addEventListener('unhandledrejection', onThrown)
  fake = fakePersonalizer()
  provide(fake)
})
afterEach(() => {
  document.body.replaceChildren()
  document.documentElement.removeAttribute('dir')
  provide(undefined)
  removeEventListener('error', onThrown)
  removeEventListener('unhandledrejection', onThrown)
  expect(thrown).toEqual([])
})

function put(markup: string): PenchantRecommendations {
  document.body.innerHTML = `<main><p>before</p>${markup}<p id="after">after</p></main>`
  return document.querySelector('penchant-recommendations')!
}
const inside = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
const titles = (element: Element) =>
  inside(element, 'li:not([aria-hidden]) [part=title]').map((line) => line.textContent)
const shown = (element: Element) =>
  getComputedStyle(element).visibility === 'visible' && element.getClientRects().length > 0

describe('<penchant-recommendations>', () => {
  it('asks for what its attributes say, and shows cards with reasons and a list that a screen reader hears', async () => {
    fake.catalogue.set('seen', { id: 'seen', title: 'Seen Lamp' })
    const element = put(
      '<penchant-recommendations lang="de" kind="similar" count="3" seed="s1" query="mug" page="/p" heading="Like this" currency="EUR"></penchant-recommendations>',
    )
    await settled()
    expect(element.status).toBe('loading')
    expect(inside(element, 'ul')[0].getAttribute('aria-busy')).toBe('true')
    await fake.answer([recommendation('a'), recommendation('b', { price: undefined, brand: undefined })])
    expect(fake.asked).toEqual([{ kind: 'similar', count: 3, seed: 's1', query: 'mug', page: '/p' }])
    expect(element.status).toBe('ready')
    expect(titles(element)).toEqual(['Item a', 'Item b'])
    const [list] = inside(element, 'ul')
    expect([list.ariaLabel, list.getAttribute('aria-busy'), list.role]).toEqual(['Like this', 'false', 'list'])
    const [card] = inside(element, '[part=card]')
    expect(card.querySelector('[part=price]')!.textContent).toBe('10,00\u00a0€')
    expect(card.querySelector('[part=reason]')!.textContent).toBe('Because you looked at Seen Lamp')
    expect(card.querySelector('a')!.href).toBe(new URL('/p/a', location.href).href)
    // The third place stays, empty, and nobody hears of it.
    expect(inside(element, 'li').map((place) => shown(place))).toEqual([true, true, false])
  })

  it('is accessible while it waits and when it shows', async () => {
    const element = put('<penchant-recommendations heading="For you" count="2"></penchant-recommendations>')
    await settled()
    await expectAccessible(element)
    await fake.answer([recommendation('a'), recommendation('b')])
    await expectAccessible(element)
  })

  it('never moves what is around it: not when cards come, fewer of them, or none', async () => {
    for (const layout of ['', 'layout="shelf"']) {
      for (const items of [['a', 'b', 'c'], ['a'], []]) {
        fake = fakePersonalizer()
        provide(fake)
        put(`<penchant-recommendations ${layout} count="3" heading="For you"></penchant-recommendations>`)
        await settled()
        const before = document.querySelector('#after')!.getBoundingClientRect().top
        const titled = items.map((id) =>
          recommendation(id, { title: `${id} `.repeat(id === 'a' ? 80 : 1), image: '/x.png' }),
        )
        expect(await layoutShift(() => fake.answer(titled))).toBe(0)
        expect(document.querySelector('#after')!.getBoundingClientRect().top).toBe(before)
        expect(before).toBeGreaterThan(200)
      }
    }
  })

  it('takes no place without an answer where nobody sees it go, and has it again with one', async () => {
    const element = put('<div style="height: 300vh"></div><penchant-recommendations></penchant-recommendations>')
    await fake.answer([])
    expect(element.offsetHeight).toBe(0)
    element.refresh()
    await fake.answer([recommendation('a')])
    expect(element.offsetHeight).toBeGreaterThan(100)
  })

  it('shows the shop’s own list where there is no consent or no answer, and puts cards in its place', async () => {
    fake = fakePersonalizer('pending')
    provide(fake)
    const element = put('<penchant-recommendations count="1"><p id="own">own</p></penchant-recommendations>')
    await settled()
    const own = document.querySelector('#own')!
    expect([element.status, shown(own), fake.asked.length]).toEqual(['idle', true, 0])
    fake.set({ consent: 'granted' })
    await settled()
    expect([element.status, shown(own)]).toEqual(['loading', true])
    await fake.answer([recommendation('a')])
    expect([titles(element), shown(own)]).toEqual([['Item a'], false])
    fake.set({ consent: 'denied' })
    await settled()
    expect([element.status, shown(own), shown(inside(element, 'li')[0])]).toEqual(['ready', true, false])
  })

  it('says that it is stalled while the engine is', async () => {
    const element = put('<penchant-recommendations></penchant-recommendations>')
    await settled()
    fake.set({ state: 'stalled' })
    expect(element.status).toBe('stalled')
    await fake.answer([recommendation('a')])
    expect(element.status).toBe('ready')
  })

  it('makes the shop’s cards from a template or a function, where the page’s own style reaches them', async () => {
    const template =
      '<template><a class="own" data-field="url" href="#"><img data-field="image" src="/none.png" alt=""><b data-field="title">?</b></a></template>'
    const element = put(`<penchant-recommendations count="2">${template}</penchant-recommendations>`)
    await settled()
    expect([...element.querySelectorAll('.own')].map((card) => (card as HTMLElement).inert)).toEqual([true, true])
    await fake.answer([recommendation('a', { image: '/a.png' }), recommendation('b', { url: undefined })])
    const cards = [...element.querySelectorAll('.own')]
    expect(
      cards.map((card) => [
        card.textContent,
        card.getAttribute('href'),
        card.querySelector('img')!.getAttribute('src'),
      ]),
    ).toEqual([
      ['Item a', new URL('/p/a', location.href).href, new URL('/a.png', location.href).href],
      ['Item b', null, null],
    ])
    expect(cards.every(shown)).toBe(true)

    const errors: Event[] = []
    element.addEventListener('penchant-error', (event) => errors.push(event))
    element.renderItem = ({ item }, reason) => {
      if (item.id === 'b') throw new Error('the shop’s')
      return document.createTextNode(`${item.id}: ${reason}`)
    }
    element.refresh()
    await settled()
    expect(element.textContent).toContain('a: Because you looked at what you looked at')
    expect(errors.length).toBeGreaterThan(0)
    expect(titles(element)).toEqual(['Item b'])
  })

  it('treats the catalogue as text: markup is shown, and no address but of the web is kept', async () => {
    const element = put(
      '<penchant-recommendations count="4"><template><a data-field="url title"></a></template></penchant-recommendations>',
    )
    const evil = '<img src=x onerror="throw 1"><script>throw 2</script>'
    await fake.answer([
      recommendation('a', { title: evil, brand: evil, url: 'javascript:throw 3', image: 'data:text/html,x' }),
      recommendation('b', { url: ' java\nscript:throw 4' }),
      recommendation('c', { url: 'http://[', price: Number.NaN }),
      recommendation('d', { url: 'HTTPS://shop.example/d' }),
    ])
    const links = [...element.querySelectorAll('a')]
    expect(links[0].textContent).toBe(evil)
    expect(links.map((link) => link.getAttribute('href'))).toEqual([null, null, null, 'https://shop.example/d'])
    element.querySelector('template')!.remove()
    element.refresh()
    await settled()
    expect(titles(element)[0]).toBe(evil)
    expect(inside(element, 'img, script')).toEqual([])
    expect(
      inside(element, 'a')
        .map((link) => link.getAttribute('href'))
        .slice(0, 2),
    ).toEqual([null, null])
  })

  it('shows nothing of an answer that comes after it was taken out, and asks again when it is put back', async () => {
    const element = put('<penchant-recommendations count="1"></penchant-recommendations>')
    await settled()
    element.remove()
    await fake.answer([recommendation('a')])
    expect(titles(element)).toEqual([])
    document.body.append(element)
    await settled()
    expect([fake.asked.length, titles(element)]).toEqual([2, ['Item a']])
    // Moved at once, as frameworks do, it keeps what it has.
    document.body.prepend(element)
    await settled()
    expect([fake.asked.length, titles(element)]).toEqual([2, ['Item a']])
  })

  it('shows the answer to its last question alone', async () => {
    const element = put('<penchant-recommendations count="1" seed="one" kind="similar"></penchant-recommendations>')
    await settled()
    element.setAttribute('seed', 'two')
    await settled()
    let events = 0
    element.addEventListener('penchant-ready', () => events++)
    await fake.answer([recommendation('a')])
    expect([fake.asked.map(({ seed }) => seed), events]).toEqual([['one', 'two'], 1])
  })

  it('asks again where the visitor takes something back, and keeps the focus in its place', async () => {
    const element = put('<penchant-recommendations count="2"></penchant-recommendations>')
    fake.set({ engine: { ...fake.getSnapshot().engine!, interactions: 5 } })
    await fake.answer([recommendation('a'), recommendation('b')])
    inside(element, 'a')[1].focus()
    await fake.answer([recommendation('c'), recommendation('d')])
    fake.set({ engine: { ...fake.getSnapshot().engine!, interactions: 4 } })
    await settled()
    expect(titles(element)).toEqual(['Item c', 'Item d'])
    expect(element.shadowRoot!.activeElement).toBe(inside(element, 'li')[1])
  })

  it('is walked through by the keyboard, and reports what was followed, with its attribution', async () => {
    const element = put('<penchant-recommendations count="2" surface="home"></penchant-recommendations>')
    await fake.answer([recommendation('a', { url: '#a' }), recommendation('b', { url: '#b' }, 2)])
    await userEvent.tab()
    await userEvent.tab()
    expect(element.shadowRoot!.activeElement).toBe(inside(element, 'a')[1])
    expect(getComputedStyle(element.shadowRoot!.activeElement!).outlineStyle).toBe('solid')
    await userEvent.keyboard('{Enter}')
    expect(fake.tracked.filter(({ name }) => name === 'select_item')).toEqual([
      {
        name: 'select_item',
        params: { items: [{ item_id: 'b' }], item_list_name: 'home', recommendation_id: 'r1', attribution: 'r1:2' },
      },
    ])
    location.hash = ''
  })

  it('reports what was seen for long enough, once', async () => {
    put('<penchant-recommendations count="3"></penchant-recommendations><div style="height: 300vh"></div>')
    await fake.answer([recommendation('a'), recommendation('b')])
    await expect
      .poll(() => fake.tracked, { timeout: 5000 })
      .toEqual([
        {
          name: 'impression',
          params: { items: [{ item_id: 'a' }, { item_id: 'b' }], surface: 'for-you', recommendation_id: 'r1' },
        },
      ])
  })

  it('runs from right to left where the page does', async () => {
    document.documentElement.dir = 'rtl'
    const element = put('<penchant-recommendations count="2" layout="shelf"></penchant-recommendations>')
    await fake.answer([recommendation('a'), recommendation('b')])
    const [first, second] = inside(element, 'li').map((place) => place.getBoundingClientRect().right)
    expect(first).toBeGreaterThan(second)
    expect(element.getBoundingClientRect().right - first).toBeLessThan(8)
  })

  it('stands still for who wants no motion', async () => {
    await emulate({ motion: 'reduce' })
    const element = put('<penchant-recommendations></penchant-recommendations>')
    await settled()
    expect(inside(element, 'li')[0].getAnimations()).toEqual([])
    await emulate({})
    expect(inside(element, 'li')[0].getAnimations()).toHaveLength(1)
  })

  it('takes a personalizer of its own, also one set before the element was defined, and the script tag’s', async () => {
    provide(undefined)
    const element = put('<penchant-recommendations count="1"></penchant-recommendations>')
    await settled()
    expect(element.status).toBe('idle')
    Object.assign(window, { penchant: { personalizer: fake } })
    element.remove()
    document.body.append(element)
    await fake.answer([recommendation('a')])
    expect(titles(element)).toEqual(['Item a'])
    Reflect.deleteProperty(window, 'penchant')

    const own = fakePersonalizer()
    const early = document.createElement('penchant-late') as PenchantRecommendations
    early.personalizer = own
    document.body.append(early)
    customElements.define('penchant-late', class extends (customElements.get('penchant-recommendations')!) {})
    await own.answer([recommendation('own')])
    expect(titles(early)).toEqual(['Item own'])
  })

  it('speaks the shop’s language', async () => {
    setWords({ interaction: 'Weil du {item} angesehen hast', something: 'etwas' })
    const element = put('<penchant-recommendations count="1"></penchant-recommendations>')
    await fake.answer([recommendation('a')])
    expect(inside(element, '[part=reason]')[0].textContent).toBe('Weil du etwas angesehen hast')
    setWords({ interaction: 'Because you looked at {item}', something: 'what you looked at' })
  })
})
