import { penchant, usePersonalizerStatus, useRecommendations, useRerank, useTrack } from '@penchant/vue'
import type { Personalizer } from 'penchant'
import { type App, createSSRApp, h } from 'vue'
import { type PageData, requestOf } from './shop.ts'

export function app(data: PageData, personalizer: Personalizer): App {
  return createSSRApp({
    setup() {
      useTrack('view_item', { items: [{ item_id: data.id }] })
      const { recommendations, status } = useRecommendations(requestOf(data))
      const ranked = useRerank(data.own)
      const personal = usePersonalizerStatus()
      return () =>
        h('main', { 'data-status': status.value, 'data-rerank': ranked.status.value }, [
          h('p', personal.value.state),
          h(
            'ul',
            recommendations.value.map(({ item }) => h('li', { key: item.id }, item.id)),
          ),
          h(
            'ol',
            ranked.items.value.map((id) => h('li', { key: id }, id)),
          ),
        ])
    },
  }).use(penchant, personalizer)
}
