import type { EngineStatus, Personalizer } from 'penchant'
import { build } from '../build.ts'
import { clock, facts, milliseconds, none, type Panel, percent, short } from './panel.ts'

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
      const { adapter, audit, learning, paused, waits } = engine
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
          ['waits', waits && WAITS[waits]],
          ['last runs', tally(learning)],
        ),
        learning[0] ? build('p', { class: 'note' }, RULE) : none('No run yet.'),
        build('ol', { class: 'runs' }, ...learning.map(run)),
      )
    },
  }
}

type Run = EngineStatus['learning'][number]

const LEARNT: Record<Run['tier'], string> = {
  mix: "own weights of the score's parts",
  'closed-form': 'own vector, by formula',
  vector: 'own vector, by gradient',
  lora: 'own vector and additions to the attention',
}

const WAITS: Record<Exclude<EngineStatus['waits'], ''>, string> = {
  'data-saver': 'the browser saves data',
  'low-battery': 'the battery is low',
  page: "this page's time for it is used up",
  day: "the day's time for it is used up",
}

/** What the gate asks for, once for all runs. */
const RULE =
  'Newer choices, held back from learning, must rise by more than the standard error, surprise less, and keep 30 % of the ' +
  'first ten that everybody is shown. What later choices find worse than the version before is taken back.'

function run(entry: Run): HTMLElement {
  const { tier, verdict, reason, time, trained, heldBack, steps, before, after, longestSlice } = entry
  const { standardError, surprise, overlap } = entry
  const isTested = heldBack > 0 && verdict !== 'aborted'
  return build(
    'li',
    {},
    build('b', { class: verdict }, verdict),
    ' ',
    build('small', {}, new Date(time).toLocaleDateString('en-GB'), ' ', clock(time)),
    build('p', {}, reason),
    (isTested || steps > 0) &&
      facts(
        ['what', LEARNT[tier]],
        ['learnt from', trained > 0 ? `${trained} choices${steps > 0 ? ` in ${steps} steps` : ''}` : null],
        ['tested on', isTested ? `${heldBack} newer choices` : null],
        ['mean 1/(rank + 5)', isTested ? `${short(before)} → ${short(after)}` : null],
        [
          'difference',
          isTested && standardError !== undefined
            ? `${signed(after - before)}, standard error ${short(standardError)}`
            : null,
        ],
        ['surprise', surprise === undefined ? null : `${signed(surprise)} nats a choice`],
        ['overlap', overlap === undefined ? null : `${percent(overlap)} of everybody's first ten`],
        ['took', `${milliseconds(entry.milliseconds)}, at most ${milliseconds(longestSlice)} at a time`],
      ),
  )
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${short(Math.abs(value))}`

/** `3 accepted, 12 rejected` */
function tally(runs: Run[]): string {
  const counts = new Map<string, number>()
  for (const { verdict } of runs) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ')
}
