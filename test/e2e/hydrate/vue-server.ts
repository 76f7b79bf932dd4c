import { version } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { type PageData, personalizerFor } from './shop.ts'
import { app } from './vue.ts'

export const render = async (data: PageData): Promise<{ markup: string; version: string }> => ({
  markup: await renderToString(app(data, personalizerFor(data))),
  version,
})
