import type { ChoiceRequest } from 'penchant'
import { createElement, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, it } from 'vitest'
import { scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import { PenchantProvider, useChoice } from './index.ts'

let root: Root | undefined
afterEach(() => root?.unmount())

function Hero({ request }: { request: ChoiceRequest | null }) {
  return useChoice(request)?.option ?? 'nothing yet'
}

it('chooses once for each request, in StrictMode too, and shows nothing before', async () => {
  const asked: ChoiceRequest[] = []
  const personalizer = {
    ...scriptedPersonalizer(),
    async choose(request: ChoiceRequest) {
      asked.push(request)
      const option = String(request.options.at(-1))
      return { id: 'choice:1', slot: request.slot, option, propensity: 0.5, source: 'bandit' as const }
    },
  }
  const element = document.createElement('div')
  root = createRoot(element)
  const seen: (string | null)[] = []
  const render = async (request: ChoiceRequest | null) => {
    const hero = createElement(PenchantProvider, { personalizer }, createElement(Hero, { request }))
    root!.render(createElement(StrictMode, null, hero))
    await settled()
    seen.push(element.textContent)
  }

  await render(null)
  await render({ slot: 'hero', options: ['a', 'b'] })
  await render({ slot: 'hero', options: ['a', 'b'] })
  await render({ slot: 'hero', options: ['c'] })
  expect(seen).toEqual(['nothing yet', 'b', 'b', 'c'])
  expect(asked).toEqual([
    { slot: 'hero', options: ['a', 'b'] },
    { slot: 'hero', options: ['c'] },
  ])
})
