import type { ChoiceRequest } from 'penchant'
import { afterEach, expect, it } from 'vitest'
import { type App, createApp, defineComponent, h, reactive } from 'vue'
import { scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import { penchant, useChoice } from './index.ts'

let app: App | undefined
afterEach(() => app?.unmount())

const Hero = defineComponent({
  props: { request: { type: null, default: null } },
  setup(props) {
    const choice = useChoice(() => props.request as ChoiceRequest | null)
    return () => choice.value?.option ?? 'nothing yet'
  },
})

it('chooses once for each request, and shows nothing before', async () => {
  const asked: ChoiceRequest[] = []
  const personalizer = {
    ...scriptedPersonalizer(),
    async choose(request: ChoiceRequest) {
      asked.push(structuredClone(request))
      const option = String(request.options.at(-1))
      return { id: 'choice:1', slot: request.slot, option, propensity: 0.5, source: 'bandit' as const }
    },
  }
  const element = document.createElement('div')
  const page = reactive<{ request: ChoiceRequest | null; title: string }>({ request: null, title: '' })
  app = createApp({ render: () => h('p', { title: page.title }, h(Hero, { request: page.request })) })
  app.use(penchant, personalizer).mount(element)
  const seen: (string | null)[] = []
  const show = async (change: Partial<typeof page>) => {
    Object.assign(page, change)
    await settled()
    seen.push(element.textContent)
  }

  await show({})
  await show({ request: { slot: 'hero', options: ['a', 'b'] } })
  await show({ title: 'drawn anew', request: { slot: 'hero', options: ['a', 'b'] } })
  await show({ request: { slot: 'hero', options: ['c'] } })
  expect(seen).toEqual(['nothing yet', 'b', 'b', 'c'])
  expect(asked).toEqual([
    { slot: 'hero', options: ['a', 'b'] },
    { slot: 'hero', options: ['c'] },
  ])
})
