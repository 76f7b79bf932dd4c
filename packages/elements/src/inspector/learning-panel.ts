import type { EngineStatus, Personalizer } from 'penchant'
import { build } from '../build.ts'
import { clock, facts, milliseconds, none, type Panel, short } from './panel.ts'

/** What each learning run did, and what the gate said of it. */
export function learningPanel(personalizer: Personalizer): Panel {
  const learn = build('button', { type: 'button', onclick: () => void personalizer.learn() }, 'Learn now')
  const state = build('div')
  const element = build('section', {}, learn, state)

  return {
    title: 'Learning',
    element,
    update() {
      const { engine } = personalizer.getSnapshot()
      learn.disabled = !engine
      if (!engine) {
        state.replaceChildren(none('The engine is not running.'))
        return
      }
      const { adapter, audit, learning, paused } = engine
      state.replaceChildren(
        facts(
          [
            'what is used',
            adapter.state === 'adapted' ? `version ${adapter.version} of what was learnt here` : 'the base model',
          ],
          ['learnt on', adapter.base?.slice(0, 12)],
          ['audit', [audit.verdict, ...audit.reasons].join(': ')],
          ['left out', audit.leftOut > 0 ? `${audit.leftOut} sessions` : null],
          ['paused', paused ? 'yes: nothing is stored or learnt' : null],
        ),
        learning[0] ? build('ol', { class: 'runs' }, ...learning.map(run)) : none('No run yet.'),
      )
    },
  }
}

function run(entry: EngineStatus['learning'][number]): HTMLElement {
  const { verdict, reason, time, trained, heldBack, steps, before, after, longestSlice } = entry
  return build(
    'li',
    {},
    build('b', { class: verdict }, verdict),
    ' ',
    build('small', {}, new Date(time).toLocaleDateString('en-GB'), ' ', clock(time)),
    build('p', {}, reason),
    steps > 0 &&
      facts(
        ['learnt from', `${trained} interactions in ${steps} steps`],
        ['gate', `${short(before)} → ${short(after)}, mean 1/(rank + 5) of ${heldBack} newer ones`],
        ['took', `${milliseconds(entry.milliseconds)}, at most ${milliseconds(longestSlice)} at a time`],
      ),
  )
}
