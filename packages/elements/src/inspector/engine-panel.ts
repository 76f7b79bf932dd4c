import type { Personalizer } from 'penchant'
import { build } from '../build.ts'
import { bytes, facts, milliseconds, type Panel } from './panel.ts'

/** State, model, backend, timings, storage and every request. */
export function enginePanel(personalizer: Personalizer): Panel {
  const element = build('section')
  return {
    title: 'Engine',
    element,
    update() {
      const { state, consent, message, engine } = personalizer.getSnapshot()
      const { model, backend, timings, requests = [] } = engine ?? {}
      element.replaceChildren(
        facts(
          ['state', state],
          ['consent', consent],
          ['message', message],
          ['model', model && `${model.name}, ${model.items} items, ${bytes(model.bytes)}`],
          ['manifest', model?.hash.slice(0, 12)],
          ['inference', backend?.inference],
          ['training', backend?.training],
          ['why these', backend?.reason],
          ['scorer', engine?.scorer],
          ['storage', engine?.storage],
          ['stored', engine && `${engine.interactions} interactions in ${engine.sessions} sessions`],
          ['start', timings && milliseconds(timings.start)],
          ['last encode', timings && milliseconds(timings.lastEncode)],
          ['last score', timings && milliseconds(timings.lastScore)],
          ['last answer', timings && milliseconds(timings.lastRecommend)],
        ),
        build('h2', {}, 'Every request of the engine'),
        build('p', { class: 'note' }, 'GET, without cookies and referrer. It sends nothing.'),
        build(
          'ol',
          { class: 'requests' },
          ...requests.map(({ url, bytes: size, milliseconds: took, fromCache }) =>
            build(
              'li',
              {},
              url,
              ' ',
              build('small', {}, `${bytes(size)}, ${fromCache ? 'from the cache' : milliseconds(took)}`),
            ),
          ),
        ),
      )
    },
  }
}
