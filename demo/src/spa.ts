/** Entry of the single-page variant: the SDK is a package, bundled with the shop's own code. */
import './style/shop.css'
import { defineElements, provide } from '@penchant/elements'
import { createPersonalizer } from 'penchant'
import { createRouter } from './router.ts'
import { startShop } from './start-shop.ts'
import type { Site } from './view/site.ts'

const { cdn } = JSON.parse(document.querySelector('#site')!.textContent!) as Site
const personalizer = createPersonalizer({
  model: `${cdn}/model/`,
  workerUrl: `${cdn}/engine/worker.js`,
  consent: 'pending',
})
provide(personalizer)
defineElements()
const router = createRouter(() => shop.enter())
const shop = startShop(personalizer, router.go)
shop.enter()
