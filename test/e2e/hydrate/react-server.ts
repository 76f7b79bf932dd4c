import { version } from 'react'
import { renderToString } from 'react-dom/server'
import { app } from './react.ts'
import { type PageData, personalizerFor } from './shop.ts'

export const render = async (data: PageData): Promise<{ markup: string; version: string }> => ({
  markup: renderToString(app(data, personalizerFor(data))),
  version,
})
