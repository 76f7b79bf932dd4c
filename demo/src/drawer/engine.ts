import type { EngineStatus } from 'penchant'
import { type Html, html, trusted } from '../view/html.ts'
import { ago, BACKENDS, bytes, duration, percent, plural, type Run, sentence } from './words.ts'

/** Backend, model and how long things took. */
export function engineFacts(engine: EngineStatus | null): Html {
  if (!engine) return html`<p class="d-none">The engine is not running.</p>`
  const { backend, model, timings, storage, scorer, adapter } = engine
  const steps: [string, number | null][] = [
    ['Read your clicks', timings.lastEncode],
    ['Score every product', timings.lastScore],
    ['Last answer', timings.lastRecommend],
  ]
  const longest = Math.max(1, ...steps.map(([, time]) => time ?? 0))
  const name = (value: string | null) => (value === null ? 'none' : (BACKENDS[value] ?? value))
  return html`<dl class="d-facts">
<div><dt>Model</dt><dd>${model ? html`${model.name}, ${plural(model.items, 'product', 'products')}, ${bytes(model.bytes)}` : 'none: popularity answers'}</dd></div>
<div><dt>Computes with</dt><dd>${name(backend.inference)}${scorer ? html`, scores with ${scorer === 'wasm' ? 'WebAssembly SIMD' : 'JavaScript'}` : ''}</dd></div>
<div><dt>Learns with</dt><dd>${name(backend.training)}</dd></div>
<div><dt>Kept in</dt><dd>${storage === 'indexeddb' ? 'IndexedDB of this browser' : 'memory, until this page is closed'}</dd></div>
<div><dt>Yours</dt><dd>${adapter.state === 'adapted' ? `adapted to you, version ${adapter.version}` : 'not yet: the model everybody gets'}</dd></div>
</dl>
<ul class="d-times" role="list">${steps.map(
    ([label, time]) =>
      html`<li><span>${label}</span><span class="d-bar"><i style="--share:${((time ?? 0) / longest).toFixed(3)}"></i></span><b>${time === null ? '–' : duration(time)}</b></li>`,
  )}</ul>
<p class="d-hint">Started in ${duration(timings.start)}. ${sentence(backend.reason)}</p>`
}

const VERDICTS: Record<Run['verdict'], string> = {
  accepted: 'kept',
  rejected: 'dropped',
  aborted: 'not done',
  'rolled-back': 'taken back',
}

/** Best that a rank can score: 1/(1 + 5). */
const BEST = 1 / 6

/** What each learning run changed on the newest clicks, which it had not seen. */
export function learningRuns(engine: EngineStatus | null, now: number): Html {
  const runs = engine?.learning ?? []
  if (runs.length === 0) {
    return html`<p class="d-none">No run yet. It learns by itself when the page is idle and there is enough to learn from.</p>`
  }
  return html`<ol class="d-runs" role="list">${runs.slice(0, 5).map(
    (run) =>
      html`<li><p><span class="d-verdict ${run.verdict}">${VERDICTS[run.verdict]}</span><time>${ago(run.time, now)}</time></p>
${dumbbell(run)}
<p class="d-hint">${sentence(run.reason)}</p>${numbers(run)}</li>`,
  )}</ol>${runs.every(({ verdict }) => verdict === 'aborted') ? '' : MARK}`
}

const MARK = html`<p class="d-hint">The mark says how high the newest clicks, held back from learning, came in the list: 1/(rank + 5). What was learnt is kept only if they rise by more than the standard error and become less of a surprise, and if at least 30 % of the first ten that everybody sees stay. If later clicks find it worse than what was there before, it is taken back.</p>`

const LEARNT: Record<Run['tier'], string> = {
  mix: 'How much each part of the score counts for you',
  'closed-form': 'Your taste as a vector, by formula',
  vector: 'Your taste as a vector, step by step',
  lora: 'Your vector, and how your clicks are read',
}

/** What the gate went by, and what it cost. */
function numbers(run: Run): Html {
  const { tier, verdict, trained, heldBack, steps, before, after, standardError, surprise, overlap } = run
  const isTested = heldBack > 0 && verdict !== 'aborted'
  if (!isTested && steps === 0) return html``
  const from = trained > 0 ? plural(trained, 'click', 'clicks') : ''
  const rows: [string, string | false | undefined][] = [
    ['Learnt', LEARNT[tier]],
    ['From', from && (steps > 0 ? `${from}, in ${plural(steps, 'step', 'steps')}` : from)],
    ['Tested on', isTested && plural(heldBack, 'newer click', 'newer clicks')],
    [
      'They rose by',
      isTested &&
        standardError !== undefined &&
        `${signed(after - before, 4)}, standard error ${standardError.toFixed(4)}`,
    ],
    ['Surprise', surprise !== undefined && `${signed(surprise, 3)} nats a click`],
    ['Same list', overlap !== undefined && `${percent(overlap)} of the first ten that everybody sees`],
    ['Took', `${duration(run.milliseconds)}, at most ${duration(run.longestSlice)} at a time`],
  ]
  return html`<dl class="d-facts">${rows.map(([name, value]) =>
    value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : html``,
  )}</dl>`
}

const signed = (value: number, digits: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`

function dumbbell({ before, after, verdict }: Run): Html {
  if (verdict === 'aborted') return html``
  const x = (value: number) => (8 + 284 * Math.min(1, Math.max(0, value / BEST))).toFixed(1)
  const drawing = `<line x1="8" x2="292" y1="14" y2="14" class="axis"/><line x1="${x(before)}" x2="${x(after)}" y1="14" y2="14" class="way"/><circle cx="${x(before)}" cy="14" r="5" class="before"/><circle cx="${x(after)}" cy="14" r="6" class="after"/>`
  return html`<div class="d-dumbbell"><svg viewBox="0 0 300 28" role="img" aria-label="Before ${before.toFixed(4)}, after ${after.toFixed(4)}">${trusted(drawing)}</svg><span>${before.toFixed(4)} → <b>${after.toFixed(4)}</b></span></div>`
}
