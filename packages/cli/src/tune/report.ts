import { barX, dot, line, link, ruleX, ruleY } from '@observablehq/plot'
import type { Study, Trial } from '@penchant/tune'
import type { Dataset } from '../dataset.ts'
import { escapeHtml, figureHtml, pageHtml, type Section, tableHtml } from '../report/page.ts'
import { COLOURS, plotSvg } from '../report/plot.ts'
import type { Plan } from './plan.ts'
import type { TuneResult } from './result.ts'
import { bytesOf, DEFAULT_PARAMS, type SPACE, settingsOf, type TunedParams } from './settings.ts'

export interface TuneReport {
  study: Study<typeof SPACE>
  plan: Plan
  result: TuneResult
  dataset: Dataset
  /** Share of the metric's variance that a parameter accounts for alone; empty with too few trials. */
  importances: { name: string; importance: number }[]
  /** The first trials, chosen without looking at others: what random search would have been. */
  startup: number
}

type Tried = Trial<TunedParams>

const WIDTH = 900
const percent = (share: number) => `${(100 * share).toFixed(2)} %`
const size = (bytes: number) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(2)} MB`)
const duration = (ms: number) => `${ms.toPrecision(2)} ms`
const short = (value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(3))) : String(value)
/** The two step sizes are one question: how fast. */
const flat = ({ adamRate, adagradRate, ...rest }: TunedParams) => ({ ...rest, rate: (adamRate ?? adagradRate)! })

/** What a search found, as one self-contained page. */
export function reportHtml(report: TuneReport): string {
  const { dataset, result, plan } = report
  const complete = report.study.trials.filter(({ state }) => state === 'complete') as Tried[]
  return pageHtml({
    title: `Settings for ${dataset.name}`,
    summary: verdict(result, plan),
    sections: [
      chosen(report),
      history(report),
      ...(complete.length > 3 ? [importance(report), parallelCoordinates(complete), slices(complete)] : []),
      ...(complete.length > 1 ? [pareto(report, complete)] : []),
      givenUp(report),
      method(report),
    ],
    data: { result, plan, trials: report.study.trials },
  })
}

function verdict({ holdOut, folds, bytes, trials }: TuneResult, { metric }: Plan): string {
  const tried = `${trials.complete + trials.pruned} settings were tried, ${trials.pruned} of them given up early.`
  if (!holdOut) {
    return `<p>${tried} On later visits than it had learnt from, the best reaches ${percent(folds.tuned.mean)} ${metric}, the standard setting ${percent(folds.standard.mean)}. The data have no hold-out to confirm it.</p>`
  }
  const [low, high] = holdOut.difference
  const points = `${low.toFixed(2)} to ${high.toFixed(2)} points (95 %)`
  const words =
    low > 0
      ? `<strong>The setting found is better than the standard one</strong> on visits that neither had seen: by ${points} of ${metric}.`
      : high < 0
        ? `<strong>The setting found is worse than the standard one</strong> on visits that neither had seen: by ${points} of ${metric}. Take the standard setting.`
        : `<strong>The setting found is not shown to be better than the standard one</strong>: the difference on visits that neither had seen is ${points} of ${metric}.`
  return `<p>${words}</p><p>${tried} A visitor downloads ${size(bytes.tuned)} of weights and item rows, with the standard setting ${size(bytes.standard)}.</p>`
}

function chosen({ result, plan }: TuneReport): Section {
  const found = flat(result.params)
  const standard = flat(DEFAULT_PARAMS)
  const names = Object.keys(standard) as (keyof typeof standard)[]
  const { folds, holdOut, bytes, milliseconds } = result
  // One seed has no spread to tell of.
  const spread = ({ values, mean, deviation }: (typeof folds)['tuned']) =>
    values.length > 1
      ? `${(100 * mean).toFixed(2)} ± ${(100 * deviation).toFixed(2)} (${values.length} seeds)`
      : `${(100 * mean).toFixed(2)} (one seed)`
  const interval = (row: 'tuned' | 'standard') => {
    const [low, high] = holdOut![row].ci[plan.metric]
    return `${holdOut![row][plan.metric].toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
  }
  return {
    heading: 'The setting',
    body: tableHtml([
      ['', 'found', 'standard'],
      ...names.map((name) => [name, short(found[name]), short(standard[name])]),
      [`${plan.metric} of the folds, %`, spread(folds.tuned), spread(folds.standard)],
      ...(holdOut ? [[`${plan.metric} of the hold-out, % (95 %)`, interval('tuned'), interval('standard')]] : []),
      ['weights and item rows', size(bytes.tuned), size(bytes.standard)],
      ['a recommendation (WASM, this machine)', ...[milliseconds.tuned, milliseconds.standard].map(duration)],
    ]),
  }
}

function history({ study, startup, plan }: TuneReport): Section {
  const points = study.trials
    .filter(({ state }) => state === 'complete')
    .map(({ number, values }) => ({ number: number + 1, value: 100 * values[0] }))
  let best = 0
  const soFar = points.map(({ number, value }) => {
    best = Math.max(best, value)
    return { number, value: best }
  })
  if (soFar.length > 0) soFar.push({ number: study.trials.length, value: best })
  const random = expectedBest(
    points.filter(({ number }) => number <= startup).map(({ value }) => value),
    study.trials.length,
  )
  const svg = plotSvg({
    width: WIDTH,
    height: 300,
    x: { label: 'trial', tickFormat: 'd', interval: study.trials.length < 12 ? 1 : undefined },
    y: { label: `${plan.metric} of the folds, %`, grid: true },
    marks: [
      dot(points, { x: 'number', y: 'value', r: 3, fill: COLOURS.quiet }),
      line(random, { x: 'number', y: 'value', stroke: COLOURS.warm, strokeDasharray: '4 4' }),
      line(soFar, { x: 'number', y: 'value', stroke: COLOURS.accent, strokeWidth: 2, curve: 'step-after' }),
    ],
  })
  return {
    heading: 'How the search went',
    body: figureHtml(
      svg,
      'Dots: settings tried to the end. Green: the best so far. Dashed: the best that random search would be expected to hold by then, estimated from the first trials, which were chosen without looking at any other; it cannot rise above the best of these.',
    ),
  }
}

/** Expected largest of n draws from a sample, with replacement. */
function expectedBest(sample: number[], most: number): { number: number; value: number }[] {
  const sorted = [...sample].sort((a, b) => a - b)
  const count = sorted.length
  if (count === 0) return []
  return Array.from({ length: most }, (_, i) => {
    const chance = (place: number) => (place / count) ** (i + 1)
    return { number: i + 1, value: sorted.reduce((sum, value, k) => sum + value * (chance(k + 1) - chance(k)), 0) }
  })
}

function importance({ importances }: TuneReport): Section {
  const bars = importances.map(({ name, importance }) => ({ name, share: 100 * importance }))
  const svg = plotSvg({
    width: WIDTH,
    height: 40 + 26 * bars.length,
    marginLeft: 130,
    x: { label: 'importance, %', grid: true },
    y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [barX(bars, { x: 'share', y: 'name', fill: COLOURS.accent }), ruleX([0])],
  })
  return {
    heading: 'What mattered',
    body: figureHtml(
      svg,
      'Share of the variance over the whole space that each setting explains alone, by a forest grown on the trials (fANOVA, Hutter et al. 2014); what is missing to 100 % is interactions.',
    ),
  }
}

function parallelCoordinates(complete: Tried[]): Section {
  const names = Object.keys(flat(DEFAULT_PARAMS)) as (keyof ReturnType<typeof flat>)[]
  const rows = complete.map(({ params, values }) => ({ params: flat(params), value: 100 * values[0] }))
  const scaled = new Map(
    names.map((name) => {
      const values = rows.map(({ params }) => params[name])
      if (values.some((value) => typeof value === 'string')) {
        const kinds = [...new Set(values)]
        return [name, values.map((value) => (kinds.indexOf(value) + 0.5) / kinds.length)]
      }
      const numbers = (values as number[]).map((value) =>
        name === 'rate' || name === 'temperature' ? Math.log(value) : value,
      )
      const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
      return [name, numbers.map((value) => (high > low ? (value - low) / (high - low) : 0.5))]
    }),
  )
  const ranked = rows.map((_, i) => i).sort((a, b) => rows[a].value - rows[b].value)
  const segments = ranked.flatMap((i, rank) =>
    names.slice(1).map((name, k) => ({
      x1: names[k],
      x2: name,
      y1: scaled.get(names[k])![i],
      y2: scaled.get(name)![i],
      good: rank >= 0.9 * ranked.length,
    })),
  )
  const options = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2' }
  const svg = plotSvg({
    width: WIDTH,
    height: 320,
    marginLeft: 50,
    marginRight: 50,
    x: { type: 'point', domain: names, label: null },
    y: { label: null, ticks: [0, 1], tickFormat: (value: number) => (value ? 'most' : 'least') },
    marks: [
      ruleX(names, { stroke: COLOURS.line }),
      link(
        segments.filter(({ good }) => !good),
        { ...options, stroke: COLOURS.quiet, strokeOpacity: 0.25 },
      ),
      link(
        segments.filter(({ good }) => good),
        { ...options, stroke: COLOURS.accent, strokeWidth: 2 },
      ),
    ],
  })
  return {
    heading: 'Settings side by side',
    body: figureHtml(
      svg,
      'Each line is a setting that was tried to the end, the best tenth in green. Rate and temperature on a logarithmic scale.',
    ),
  }
}

function slices(complete: Tried[]): Section {
  const rows = complete.map(({ params, values }) => ({ ...flat(params), value: 100 * values[0] }))
  const names = Object.keys(flat(DEFAULT_PARAMS)) as (keyof ReturnType<typeof flat>)[]
  const pictures = names.map((name) =>
    plotSvg({
      width: 280,
      height: 190,
      x: {
        label: name,
        ...(name === 'rate' || name === 'temperature' ? { type: 'log' as const, ticks: 3 } : { ticks: 4 }),
        ...(typeof rows[0][name] === 'string' ? { type: 'point' as const } : {}),
      },
      y: { label: null, ticks: 4, grid: true },
      marks: [dot(rows, { x: name, y: 'value', r: 2.5, fill: COLOURS.accent, fillOpacity: 0.7 })],
    }),
  )
  return { heading: 'One setting at a time', body: `<div class="grid">${pictures.join('')}</div>` }
}

function pareto({ study, dataset, plan }: TuneReport, complete: Tried[]): Section {
  const points = complete.map(({ number, params, values }) => ({
    number,
    kilobytes: bytesOf(settingsOf(params), dataset.counts.items) / 1000,
    value: 100 * values[0],
  }))
  points.sort((a, b) => a.kilobytes - b.kilobytes || b.value - a.value)
  let best = Number.NEGATIVE_INFINITY
  const front = points.filter(({ value }) => {
    const better = value > best
    best = Math.max(best, value)
    return better
  })
  const svg = plotSvg({
    width: WIDTH,
    height: 300,
    x: { label: 'weights and item rows, kB', grid: true },
    y: { label: `${plan.metric} of the folds, %`, grid: true },
    marks: [
      dot(points, { x: 'kilobytes', y: 'value', r: 3, fill: COLOURS.quiet }),
      line(front, { x: 'kilobytes', y: 'value', stroke: COLOURS.accent, curve: 'step-after' }),
      dot(front, { x: 'kilobytes', y: 'value', r: 4.5, fill: COLOURS.accent }),
    ],
  })
  const rows = front.map(({ number, kilobytes, value }) => {
    const { blocks, dimension } = study.trials[number].params
    return [`${kilobytes.toFixed(0)} kB`, value.toFixed(2), String(dimension), String(blocks), String(number + 1)]
  })
  return {
    heading: 'Accuracy against bytes',
    body:
      figureHtml(svg, 'Green: no other setting is both smaller and better.') +
      tableHtml([['size', `${plan.metric}, %`, 'dimension', 'blocks', 'trial'], ...rows]),
  }
}

function givenUp({ study, plan }: TuneReport): Section {
  const curves = study.trials.flatMap(({ number, state, reports }) =>
    reports.map(({ step, value }) => ({ number, step, value: 100 * value, state })),
  )
  const of = (state: string) => curves.filter((point) => point.state === state)
  const options = { x: 'step', y: 'value', z: 'number' }
  const svg = plotSvg({
    width: WIDTH,
    height: 280,
    x: { label: 'look', ticks: plan.folds.length, tickFormat: 'd' },
    y: { label: `${plan.metric}, %`, grid: true },
    marks: [
      line(of('pruned'), { ...options, stroke: COLOURS.warm, strokeOpacity: 0.6 }),
      dot(of('pruned'), { ...options, r: 2, fill: COLOURS.warm }),
      line(of('complete'), { ...options, stroke: COLOURS.accent, strokeOpacity: 0.6 }),
      ruleY([0], { stroke: COLOURS.line }),
    ],
  })
  return {
    heading: 'What was given up',
    body: figureHtml(
      svg,
      'Orange: given up after that look. The first look learns from the newest tenth of the visits alone; the others are the mean over the folds so far, so the first step of a line says little by itself.',
    ),
  }
}

function method({ plan, result, study, dataset }: TuneReport): Section {
  const folds = plan.folds.slice(1).length
  const failed = study.trials.filter(({ state }) => state === 'failed')
  return {
    heading: 'How it was measured',
    body: `<p>${dataset.counts.interactions.toLocaleString('en')} interactions, ${dataset.counts.items.toLocaleString('en')} items${dataset.synthetic ? ', <strong>synthetic</strong>' : ''}. Within the train split, ${folds} rolling origins: each fold learns from the visits before a moment (${plan.epochs} ${plan.epochs === 1 ? 'pass' : 'passes'}) and is asked up to ${plan.questions.toLocaleString('en')} questions about those after it; random folds would have learnt from the future. The encoder alone answers, on the rows a browser gets. Settings that fall behind others at the same look are given up (successive halving). The best five and the standard setting were measured again on more seeds, the winner and the standard setting trained on the whole train split, published, and asked about the test split once.</p>
<p>The search ended because: ${escapeHtml(result.ended)}.${failed.length ? ` ${failed.length} trials failed, the first: ${escapeHtml(failed[0].error ?? '')}.` : ''}</p>`,
  }
}
