import type { ShopRequest } from 'penchant'
import { createElement, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, it } from 'vitest'
import { scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import { PenchantProvider, useFeed } from './index.ts'

let root: Root | undefined
afterEach(() => root?.unmount())

function Feed({ request }: { request: ShopRequest | null }) {
  const { recommendations, status, more } = useFeed(request)
  const text = `${status}: ${recommendations.map(({ item }) => item.id).join(' ')}`
  return createElement('button', { type: 'button', onClick: () => void more() }, text)
}

it('asks for the first part by itself and for the next when told; another request begins another feed', async () => {
  const personalizer = scriptedPersonalizer()
  const element = document.createElement('div')
  root = createRoot(element)
  const render = async (request: ShopRequest | null) => {
    const feed = createElement(PenchantProvider, { personalizer }, createElement(Feed, { request }))
    root!.render(createElement(StrictMode, null, feed))
    await settled()
  }
  const press = async () => {
    element.querySelector('button')!.click()
    await settled()
  }

  await render({ count: 2 })
  expect(element.textContent).toBe('loading: ')
  expect(personalizer.questions.map(({ request }) => request.after)).toEqual([[]])
  personalizer.questions[0].answer('a', 'b')
  await settled()
  expect(element.textContent).toBe('ready: a b')

  await render({ count: 2 })
  await press()
  expect(element.textContent).toBe('loading: a b')
  expect(personalizer.questions.map(({ request }) => request.after)).toEqual([[], ['a', 'b']])
  personalizer.questions[1].answer('c')
  await settled()
  expect(element.textContent).toBe('ready: a b c')

  await render({ count: 3 })
  expect(element.textContent).toBe('loading: ')
  expect(personalizer.questions[2].request).toEqual({ count: 3, after: [] })

  await render(null)
  await press()
  expect(element.textContent).toBe('idle: ')
  expect(personalizer.questions).toHaveLength(3)
})
