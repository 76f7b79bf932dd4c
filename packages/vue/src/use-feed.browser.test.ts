import type { ShopRequest } from 'penchant'
import { afterEach, expect, it } from 'vitest'
import { type App, createApp, defineComponent, h, shallowRef } from 'vue'
import { scriptedPersonalizer, settled } from '../../../test/scripted-personalizer.ts'
import { penchant, useFeed } from './index.ts'

let app: App | undefined
afterEach(() => app?.unmount())

const Feed = defineComponent({
  props: { request: { type: null, default: null } },
  setup(props) {
    const { recommendations, status, more } = useFeed(() => props.request as ShopRequest | null)
    return () =>
      h('button', { onClick: more }, [`${status.value}: ${recommendations.value.map(({ item }) => item.id).join(' ')}`])
  },
})

it('asks for the first part by itself and for the next when told; another request begins another feed', async () => {
  const personalizer = scriptedPersonalizer()
  const element = document.createElement('div')
  const request = shallowRef<ShopRequest | null>({ count: 2 })
  app = createApp({ render: () => h(Feed, { request: request.value }) })
  app.use(penchant, personalizer).mount(element)
  const press = async () => {
    element.querySelector('button')!.click()
    await settled()
  }

  await settled()
  expect(element.textContent).toBe('loading: ')
  personalizer.questions[0].answer('a', 'b')
  await settled()
  expect(element.textContent).toBe('ready: a b')

  await press()
  expect(personalizer.questions.map(({ request }) => request.after)).toEqual([[], ['a', 'b']])
  personalizer.questions[1].answer('c')
  await settled()
  expect(element.textContent).toBe('ready: a b c')

  request.value = { count: 3 }
  await settled()
  expect(element.textContent).toBe('loading: ')
  expect(personalizer.questions[2].request).toEqual({ count: 3, after: [] })

  request.value = null
  await settled()
  await press()
  expect(element.textContent).toBe('idle: ')
  expect(personalizer.questions).toHaveLength(3)
})
