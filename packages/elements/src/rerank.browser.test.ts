import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { emulate, expectAccessible, layoutShift } from '../test/check-page.ts'
import { type FakePersonalizer, fakePersonalizer, recommendation, settled } from '../test/fake-personalizer.ts'
import { defineElements } from './define-elements.ts'
import { provide } from './page-personalizer.ts'
import type { PenchantRerank } from './rerank.ts'

let fake: FakePersonalizer

beforeAll(defineElements)
beforeEach(() => {
  fake = fakePersonalizer()
  provide(fake)
})
afterEach(() => {
  document.body.replaceChildren()
  provide(undefined)
})

const row = (id: string) => `<li data-item-id="${id}" style="height: 40px"><a href="#${id}">Item ${id}</a></li>`
function put(items: string, attributes = ''): PenchantRerank {
  document.body.innerHTML = `<main><penchant-rerank ${attributes}><ul>${items}</ul></penchant-rerank><p>after</p></main>`
  return document.querySelector('penchant-rerank')!
}
const order = () => [...document.querySelectorAll('ul > *')].map((child) => child.textContent!.replace('Item ', ''))
const answers = (ids: string, source: 'model' | 'shop-order' = 'model') =>
  fake.answer(
    [...ids].map((id, i) => recommendation(id, {}, i + 1)),
    { source },
  )

describe('<penchant-rerank>', () => {
  it('puts a list into the visitor’s order, and leaves what is no item in its place', async () => {
    const element = put(`${row('a')}<li>an advertisement</li>${row('b')}${row('c')}${row('d')}`)
    await settled()
    expect([element.status, order()]).toEqual(['loading', ['a', 'an advertisement', 'b', 'c', 'd']])
    await answers('dbca')
    expect(fake.asked).toEqual([{ kind: 'rerank', items: ['a', 'b', 'c', 'd'] }])
    expect([element.status, order()]).toEqual(['ready', ['d', 'an advertisement', 'b', 'c', 'a']])
  })

  it('takes items by another attribute, of one list alone', async () => {
    put(
      '<li data-sku="a">a</li><li data-sku="b">b<i data-sku="x"></i></li><li data-item-id="c">c</li>',
      'item-attribute="data-sku"',
    )
    await answers('ba')
    expect(fake.asked[0].items).toEqual(['a', 'b'])
    expect(order()).toEqual(['b', 'a', 'c'])
  })

  it('moves nothing for a visitor nobody knows, or without consent', async () => {
    fake = fakePersonalizer('pending')
    provide(fake)
    const element = put(row('a') + row('b') + row('c'))
    let moves = 0
    new MutationObserver(() => moves++).observe(element, { childList: true, subtree: true })
    await settled()
    expect([element.status, fake.asked]).toEqual(['idle', []])
    fake.set({ consent: 'granted' })
    await answers('abc', 'shop-order')
    expect([element.status, order(), moves]).toEqual(['ready', ['a', 'b', 'c'], 0])
  })

  it.each(['no-preference', 'reduce'] as const)('does not jump where motion is %s', async (motion) => {
    await emulate({ motion })
    put(row('a') + row('b') + row('c'))
    await settled()
    const animate = vi.spyOn(Element.prototype, 'animate')
    expect(await layoutShift(() => answers('cab'))).toBe(0)
    expect(order()).toEqual(['c', 'a', 'b'])
    const frames = animate.mock.calls.map(([keyframes]) => Object.keys((keyframes as Keyframe[])[0]))
    expect(frames).toEqual(Array(3).fill([motion === 'reduce' ? 'opacity' : 'transform']))
    animate.mockRestore()
    await emulate({})
  })

  it('never takes the focus from what has it, nor tells the page that it did', async () => {
    put(row('a') + row('b') + row('c'))
    await userEvent.tab()
    await userEvent.tab()
    const focused = document.activeElement
    expect(focused?.textContent).toBe('Item b')
    let blurs = 0
    focused!.addEventListener('blur', () => blurs++)
    await answers('bca')
    expect([order(), document.activeElement === focused, blurs]).toEqual([['b', 'c', 'a'], true, 0])
    await userEvent.tab()
    expect(document.activeElement?.textContent).toBe('Item c')
  })

  it('sorts what is added later among itself, and goes back to the shop’s order when all is forgotten', async () => {
    const element = put(row('a') + row('b'))
    fake.set({ engine: { ...fake.getSnapshot().engine!, interactions: 3 } })
    await answers('ba')
    document.querySelector('ul')!.insertAdjacentHTML('beforeend', row('c') + row('d'))
    await answers('dc')
    expect(fake.asked.map(({ items }) => items)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(order()).toEqual(['b', 'a', 'd', 'c'])
    await answers('abcd', 'shop-order')
    fake.set({ engine: { ...fake.getSnapshot().engine!, interactions: 0 } })
    await settled()
    expect([element.status, order(), fake.asked.at(-1)?.items]).toEqual([
      'ready',
      ['a', 'b', 'c', 'd'],
      ['a', 'b', 'c', 'd'],
    ])
  })

  it('leaves alone what was taken out while it asked, item or all', async () => {
    const element = put(row('a') + row('b') + row('c'))
    await settled()
    document.querySelector('[data-item-id=b]')!.remove()
    await answers('cba')
    expect(order()).toEqual(['c', 'a'])

    fake = fakePersonalizer()
    provide(fake)
    const other = put(row('a') + row('b'))
    await settled()
    other.remove()
    await answers('ba')
    expect(other.textContent).toBe('Item aItem b')
    expect(element.isConnected).toBe(false)
  })

  it('reports what is followed, and stays accessible', async () => {
    const element = put(row('a') + row('b'), 'surface="search"')
    await answers('ba')
    await userEvent.click(document.querySelector('[data-item-id=b] a')!)
    expect(fake.tracked.find(({ name }) => name === 'select_item')?.params).toEqual({
      items: [{ item_id: 'b' }],
      item_list_name: 'search',
      recommendation_id: 'r1',
      attribution: 'r1:1',
    })
    await expectAccessible(element)
    location.hash = ''
  })

  it('tells of a wrong attribute by an event, and throws nothing', async () => {
    const element = put(row('a'))
    const errors: unknown[] = []
    element.addEventListener('penchant-error', (event) => errors.push((event as CustomEvent).detail))
    element.setAttribute('item-attribute', '[]')
    await settled()
    expect(errors).toMatchObject([{ name: 'SyntaxError' }])
  })
})
