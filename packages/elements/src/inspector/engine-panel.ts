import type { ConsentSignal, Personalizer } from 'penchant'
import { build } from '../build.ts'
import { bytes, facts, milliseconds, type Panel } from './panel.ts'

const DECIDED: Partial<Record<ConsentSignal, string>> = { option: 'the page', shop: 'the shop', banner: 'the banner' }
const DELETED: Readonly<Record<string, string>> = {
  true: 'no, the browser keeps it',
  false: 'yes, by the browser where space is short',
  null: 'the browser does not say',
}

/** State, model, backend, timings, storage and every request. */
export function enginePanel(personalizer: Personalizer): Panel {
  const element = build('section')
  return {
    title: 'Engine',
    element,
    update() {
      const { state, consent, decidedBy, purposes, identified, message, engine } = personalizer.getSnapshot()
      const { model, backend, timings, requests = [] } = engine ?? {}
      const allowed = Object.entries(purposes).flatMap(([name, is]) => (is ? name : []))
      const fetched = requests.reduce((sum, { bytes: size, fromCache }) => sum + (fromCache ? 0 : size), 0)
      element.replaceChildren(
        facts(
          ['state', state],
          ['consent', `${consent}, as ${DECIDED[decidedBy] ?? decidedBy} says`],
          ['allowed', allowed.join(', ') || 'nothing'],
          ['visitor', identified ? 'signed in' : 'anonymous'],
          ['message', message],
          ['model', model && `${model.name}, ${model.items} items, ${bytes(model.bytes)}`],
          ['manifest', model?.hash.slice(0, 12)],
          ['inference', backend?.inference],
          ['training', backend?.training],
          ['why these', backend?.reason],
          ['scorer', engine?.scorer],
          [
            'storage',
            engine && (engine.storageProblem ? `${engine.storage}: ${engine.storageProblem}` : engine.storage),
          ],
          ['may be deleted', engine && DELETED[String(engine.persisted)]],
          ['stored', engine && `${engine.interactions} interactions in ${engine.sessions} sessions`],
          ['start', timings && milliseconds(timings.start)],
          ['last encode', timings && milliseconds(timings.lastEncode)],
          ['last score', timings && milliseconds(timings.lastScore)],
          ['last answer', timings && milliseconds(timings.lastRecommend)],
        ),
        build('h2', {}, 'Every request of the engine'),
        requests[0] && build('p', {}, `${requests.length} requests, ${bytes(fetched)} from the network.`),
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
