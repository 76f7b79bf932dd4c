import { PenchantProvider, usePersonalizerStatus, useRecommendations, useRerank, useTrack } from '@penchant/react'
import type { Personalizer } from 'penchant'
import { createElement as h, type ReactElement, StrictMode } from 'react'
import { type PageData, requestOf } from './shop.ts'

function Page({ data }: { data: PageData }): ReactElement {
  useTrack('view_item', { items: [{ item_id: data.id }] })
  const { recommendations, status } = useRecommendations(requestOf(data))
  const ranked = useRerank(data.own)
  const { state } = usePersonalizerStatus()
  return h(
    'main',
    { 'data-status': status, 'data-rerank': ranked.status },
    h('p', null, state),
    h('ul', null, ...recommendations.map(({ item }) => h('li', { key: item.id }, item.id))),
    h('ol', null, ...ranked.items.map((id) => h('li', { key: id }, id))),
  )
}

export const app = (data: PageData, personalizer: Personalizer): ReactElement =>
  h(StrictMode, null, h(PenchantProvider, { personalizer }, h(Page, { data })))
