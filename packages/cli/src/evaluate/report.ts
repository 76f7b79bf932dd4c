import { axisX, dot, frame, line, link, ruleY, text } from '@observablehq/plot'
import type { PublishedModel } from '../published-model.ts'
import { escapeHtml, figureHtml, pageHtml, type Section, tableHtml } from '../report/page.ts'
import { COLOURS, plotSvg } from '../report/plot.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationReport } from './evaluation-report.ts'
import { between, points } from './interval-text.ts'
import { exampleSessions } from './report-examples.ts'
import { whichFits } from './report-fit.ts'

const WIDTH = 900
const two = (value: number) => value.toFixed(2)
const percent = (share: number) => `${(100 * share).toFixed(1)} %`
const size = (bytes: number) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`)
const plural = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

/** How good a published model is, beside what it has to beat: one self-contained page. */
export async function reportHtml(report: EvaluationReport): Promise<string> {
  const { evaluation, published, profile, parts, calibration, command } = report
  const { curve } = published.manifest
  return pageHtml({
    title: `How well ${published.manifest.name} recommends`,
    summary: verdict(report),
    sections: [
      theTable(report),
      whichFits(report),
      ...bySlice(report),
      ablation(report),
      bytesAndDiversity(report),
      ...(calibration.bins.length > 0 ? [sureness(report)] : []),
      ...(curve && curve.length > 1 ? [learningCurve(curve)] : []),
      ...(report.examples.length > 0 ? [await exampleSessions(report)] : []),
      settings(report),
      howMeasured(report),
    ],
    data: {
      evaluation,
      profile,
      ablation: parts,
      calibration,
      lists: Object.fromEntries(report.compared.map((recorder) => [recorder.method, recorder.lists()])),
      slices: report.slicings.map(({ name, labels }, s) => ({
        name,
        labels,
        methods: Object.fromEntries(report.compared.map((recorder) => [recorder.method, recorder.slices()[s]])),
      })),
      command,
    },
  })
}

/** Best by NDCG@10 among the others. */
export function bestOther({ rows }: Evaluation): Evaluation['rows'][number] | undefined {
  return [...rows.slice(1)].sort((a, b) => b['NDCG@10'] - a['NDCG@10'])[0]
}

function verdict(report: EvaluationReport): string {
  const { evaluation, published, questions, dataset } = report
  const [own] = evaluation.rows
  const other = bestOther(evaluation)
  const basket = dataset.task === 'next-basket'
  const hits = `In ${own['P@20'].toFixed(0)} of 100 cases ${basket ? 'something of the next basket' : 'the next item'} is among the first twenty recommended`
  const asked = `${plural(own.n, 'question')} of ${questions}, ${plural(evaluation.items, 'item')} to choose from`
  const synthetic = published.manifest.dataCard.synthetic
    ? '<p><strong>The shop is simulated:</strong> its visitors are invented, and say nothing about real ones.</p>'
    : ''
  if (!other) return `<p>${hits} (${escapeHtml(asked)}).</p>${synthetic}`
  const [low, high] = evaluation.differences[other.method]
  const against =
    low > 0
      ? `<strong>Penchant is better than every other method here</strong>: than ${escapeHtml(other.method)}, the best of them, by ${between([low, high])} points of NDCG@10 (95 %)`
      : high < 0
        ? `<strong>${escapeHtml(other.method)} is better than Penchant here</strong>, by ${points(-high)} to ${points(-low)} points of NDCG@10 (95 %)`
        : `<strong>Penchant is not shown to be better or worse than ${escapeHtml(other.method)}</strong>, the best of the others: ${between([low, high])} points of NDCG@10 (95 %)`
  return `<p>${against}.</p><p>${hits} (${escapeHtml(asked)}). A visitor downloads ${size(evaluation.bytes)}.</p>${synthetic}`
}

function theTable({ evaluation, dataset }: EvaluationReport): Section {
  const { rows, differences } = evaluation
  const sorted = [...rows].sort((a, b) => b['NDCG@10'] - a['NDCG@10'])
  const intervals = sorted.map((row) => ({
    method: row.method,
    value: row['NDCG@10'],
    low: row.ci['NDCG@10'][0],
    high: row.ci['NDCG@10'][1],
    own: row === rows[0],
  }))
  const picture = plotSvg({
    width: WIDTH,
    height: 50 + 24 * sorted.length,
    marginLeft: 160,
    x: { label: 'NDCG@10, %', grid: true, zero: true },
    y: { label: null, domain: sorted.map(({ method }) => method) },
    marks: [
      link(intervals, { x1: 'low', x2: 'high', y: 'method', stroke: COLOURS.quiet, strokeWidth: 2 }),
      dot(intervals, {
        x: 'value',
        y: 'method',
        r: 5,
        fill: ({ own }) => (own ? COLOURS.accent : COLOURS.warm),
      }),
    ],
  })
  return {
    heading: 'All methods on the same questions',
    body:
      tableHtml([
        ['method', 'P@20', 'MRR@20', 'NDCG@10', '95 %', 'MAP@10', 'Penchant minus it, 95 %'],
        ...sorted.map((row) => [
          row.method,
          ...[row['P@20'], row['MRR@20'], row['NDCG@10']].map(two),
          row.ci['NDCG@10'].map(two).join('–'),
          two(row['MAP@10']),
          row === rows[0] ? '' : between(differences[row.method]),
        ]),
      ]) +
      figureHtml(picture, 'NDCG@10 with its 95 % interval, from resampling whole visitors.') +
      `<p>P@20: how often what came next is among the first twenty${dataset.task === 'next-basket' ? ' (anything of the next basket)' : ''}. MRR@20, NDCG@10 and MAP@10 ask how far up. All in percent; the last column is paired: both methods on the same visitors, NDCG@10.</p>`,
  }
}

/** Penchant, the best other method, and all others, along the labels of each slicing. */
function bySlice(report: EvaluationReport): Section[] {
  const { slicings, compared, evaluation } = report
  const other = bestOther(evaluation)?.method
  const figures = slicings.flatMap(({ name, labels }, s) => {
    const ns = compared[0].slices()[s].map(({ n }) => n)
    if (ns.filter((n) => n > 0).length < 2) return []
    const shown = labels.filter((_, i) => ns[i] > 0)
    const cells = compared.flatMap((recorder) =>
      recorder
        .slices()
        [s].map(({ ndcg, n }, i) => ({ method: recorder.method, label: labels[i], ndcg, n }))
        .filter(({ n }) => n > 0),
    )
    const isNamed = (method: string) => method === compared[0].method || method === other
    const of = (wanted: string | undefined) => cells.filter(({ method }) => method === wanted)
    const svg = plotSvg({
      width: 560,
      height: 300,
      marginBottom: 56,
      marginLeft: 45,
      x: { type: 'point', domain: shown, label: null, padding: 0.3 },
      y: { label: 'NDCG@10, %', grid: true, zero: true },
      marks: [
        axisX({ lineWidth: Math.max(5, 34 / shown.length), tickSize: 0 }),
        line(
          cells.filter(({ method }) => !isNamed(method)),
          { x: 'label', y: 'ndcg', z: 'method', stroke: COLOURS.quiet, strokeOpacity: 0.35 },
        ),
        line(of(other), { x: 'label', y: 'ndcg', stroke: COLOURS.warm, strokeWidth: 2 }),
        line(of(compared[0].method), { x: 'label', y: 'ndcg', stroke: COLOURS.accent, strokeWidth: 2 }),
        dot(of(other), { x: 'label', y: 'ndcg', fill: COLOURS.warm, r: 3 }),
        dot(of(compared[0].method), { x: 'label', y: 'ndcg', fill: COLOURS.accent, r: 3 }),
        text(
          shown.map((label) => ({ label, n: ns[labels.indexOf(label)] })),
          {
            x: 'label',
            frameAnchor: 'bottom',
            dy: 48,
            text: ({ n }: { n: number }) => `n ${n.toLocaleString('en')}`,
            fill: COLOURS.quiet,
            fontSize: 10,
          },
        ),
      ],
    })
    return [`<figure class="small"><h3>${escapeHtml(name)}</h3>${svg}</figure>`]
  })
  if (figures.length === 0) return []
  const legend = `<p><span class="key own"></span> Penchant${other ? ` <span class="key other"></span> ${escapeHtml(other)}, the best of the others` : ''} <span class="key rest"></span> all others. n: questions; few of them mean little.</p>`
  return [
    { heading: 'Where it is good, and where not', body: `${legend}<div class="wide grid">${figures.join('')}</div>` },
  ]
}

function ablation({ evaluation, parts, published }: EvaluationReport): Section {
  const { mix } = published.manifest
  const [own] = evaluation.rows
  return {
    heading: 'What each part of the score is worth',
    body:
      tableHtml([
        ['score', 'P@20', 'MRR@20', 'NDCG@10', 'the whole minus it, 95 %'],
        ...parts.map(({ name, row, difference }) => [
          name,
          ...[row['P@20'], row['MRR@20'], row['NDCG@10']].map(two),
          between(difference),
        ]),
        ['all: what a visitor gets', ...[own['P@20'], own['MRR@20'], own['NDCG@10']].map(two), ''],
      ]) +
      `<p>Co-visitation counts ${mix.coVisitation} with ${mix.coVisitationDecay} a step, the visitor's own history ${mix.memory} with ${mix.memoryDecay} a session, as fitted on validation. Parts were left out without fitting the others again.</p>`,
  }
}

function bytesAndDiversity({ compared, evaluation }: EvaluationReport): Section {
  const rows = compared.map((recorder, i) => ({
    method: recorder.method,
    ndcg: evaluation.rows[i]['NDCG@10'],
    megabytes: recorder.bytes / 1e6,
    ...recorder.lists(),
    own: i === 0,
  }))
  const scatter = (x: 'megabytes' | 'coverage', options: object) =>
    plotSvg({
      width: 560,
      height: 340,
      marginLeft: 45,
      marginRight: 70,
      x: options,
      y: { label: 'NDCG@10, %', grid: true, zero: true },
      marks: [
        ruleY([0]),
        dot(rows, { x, y: 'ndcg', r: 5, fill: ({ own }) => (own ? COLOURS.accent : COLOURS.warm) }),
        text(rows, {
          x,
          y: 'ndcg',
          text: 'method',
          dx: 8,
          textAnchor: 'start',
          fontSize: 10,
          fill: 'currentColor',
        }),
      ],
    })
  return {
    heading: 'Accuracy against bytes, and against diversity',
    body: `<div class="wide grid"><figure class="small"><h3>bytes on the device</h3>${scatter('megabytes', { label: 'MB', type: 'log', grid: true, tickFormat: '~g' })}</figure><figure class="small"><h3>share of the catalogue that is ever recommended</h3>${scatter('coverage', { label: 'coverage of the lists of ten', percent: true, grid: true })}</figure></div>${tableHtml(
      [
        ['method', 'NDCG@10', 'on the device', 'coverage', 'Gini', 'novelty, bits', 'distance within a list'],
        ...[...rows]
          .sort((a, b) => b.ndcg - a.ndcg)
          .map(({ method, ndcg, megabytes, coverage, gini, novelty, distance }) => [
            method,
            two(ndcg),
            size(1e6 * megabytes),
            percent(coverage),
            two(gini),
            two(novelty),
            two(distance),
          ]),
      ],
    )}<p>Of the first ten recommended. Coverage: share of the catalogue on any list. Gini: 0 where every item is shown equally often, 1 where one is shown alone. Novelty: −log₂ of an item's share of all interactions. Distance: 1 − cosine of two items of a list in Penchant's item space. Penchant's bytes are its published files, catalogue included; the others' are what they hold in memory, which nobody has tried to pack.</p>`,
  }
}

function sureness({ calibration: { bins, error } }: EvaluationReport): Section {
  const rows = bins.map(({ said, happened, count }) => ({ said: 100 * said, happened: 100 * happened, count }))
  const most = Math.max(...rows.flatMap(({ said, happened }) => [said, happened])) || 1
  const least = Math.max(1e-3, Math.min(...rows.flatMap(({ said, happened }) => [said, happened].filter((v) => v > 0))))
  const svg = plotSvg({
    width: 560,
    height: 420,
    marginLeft: 55,
    x: { label: 'what the score says, %', type: 'log', domain: [least, most], tickFormat: '~g', grid: true },
    y: { label: 'how often it came next, %', type: 'log', domain: [least, most], tickFormat: '~g', grid: true },
    marks: [
      frame({ stroke: COLOURS.line }),
      line(
        [
          [least, least],
          [most, most],
        ],
        { stroke: COLOURS.quiet, strokeDasharray: '4 4' },
      ),
      line(
        rows.filter(({ happened }) => happened > 0),
        { x: 'said', y: 'happened', stroke: COLOURS.accent, strokeWidth: 2 },
      ),
      dot(
        rows.filter(({ happened }) => happened > 0),
        { x: 'said', y: 'happened', fill: COLOURS.accent, r: 4 },
      ),
    ],
  })
  const sum = (of: 'said' | 'happened') =>
    rows.reduce((total, row) => total + row[of] * row.count, 0) / rows.reduce((total, { count }) => total + count, 0)
  const [said, happened] = [sum('said'), sum('happened')]
  const words =
    Math.abs(said - happened) < 0.1 * happened
      ? 'On the whole the score says what happens.'
      : said > happened
        ? 'On the whole the score promises more than happens.'
        : 'On the whole more happens than the score promises.'
  return {
    heading: 'Is a score a chance?',
    body: `<p>${words} Expected calibration error ${(100 * error).toFixed(2)} percentage points over the first ten recommended.</p>${figureHtml(svg, 'Recommendations in ten groups of equal size, by score as a share of all items’ scores. On the dashed line the score would be the chance that this is what comes next.')}`,
  }
}

function learningCurve(curve: NonNullable<PublishedModel['manifest']['curve']>): Section {
  const rows = curve.map(({ epoch, loss, validation }) => ({ epoch, loss, validation: 100 * validation }))
  const one = (y: 'loss' | 'validation', label: string, stroke: string) =>
    plotSvg({
      width: 560,
      height: 260,
      x: { label: 'epoch', tickFormat: 'd', interval: 1 },
      y: { label, grid: true },
      marks: [line(rows, { x: 'epoch', y, stroke, strokeWidth: 2 }), dot(rows, { x: 'epoch', y, fill: stroke, r: 3 })],
    })
  const best = [...rows].sort((a, b) => b.validation - a.validation)[0]
  return {
    heading: 'How it was learnt',
    body: `<div class="wide grid"><figure class="small"><h3>training loss</h3>${one('loss', 'nats a target', COLOURS.warm)}</figure><figure class="small"><h3>on validation</h3>${one('validation', 'NDCG@10 of the encoder, %', COLOURS.accent)}</figure></div><p>${plural(rows.length, 'epoch')} in ${Math.round((curve.at(-1)?.seconds ?? 0) / 60)} minutes; epoch ${best.epoch} was published.</p>`,
  }
}

function settings({ evaluation, references }: EvaluationReport): Section {
  const { found } = evaluation
  const tried = found.filter(({ trials }) => trials > 0)
  const words =
    tried.length > 0
      ? `Every method with settings got the same number of tries: the literature's setting and ${tried[0].trials - 1} others, chosen by TPE, fitted on train and asked the same validation questions.`
      : 'No settings were searched: every method has those of its paper. <code>--trials 20</code> searches them.'
  return {
    heading: 'Settings of the others',
    body: `<p>${words}${references ? ` Neural references were trained for ${plural(references, 'epoch')} a try, by the loop that trains Penchant, on train alone.` : ''}</p>${tableHtml(
      [
        ['method', 'settings', 'validation NDCG@10: standard', 'found'],
        ...found.map(({ method, settings: chosen, validation }) => [
          method,
          Object.entries(chosen)
            .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
            .join(', ') || 'as published',
          validation ? two(100 * validation.standard) : '',
          validation ? two(100 * validation.found) : '',
        ]),
      ],
    )}`,
  }
}

function howMeasured({ evaluation, dataset, published, questions, command }: EvaluationReport): Section {
  const { dataCard, createdAt } = published.manifest
  return {
    heading: 'How this was measured',
    body: `<p>The published files, through the features, forward pass, scorer and mix that the browser runs. Questions come from ${escapeHtml(questions)}, which is later than all that was learnt from; all ${plural(evaluation.items, 'item')} are candidates, also those the visitor has seen; ties count against the method. The others were fitted on ${questions.includes('validation') ? 'train' : 'train and validation'}, from which Penchant’s own counts come too. Intervals: ${plural(evaluation.rows[0].n, 'question')}, whole visitors resampled.</p><p>Trained on ${escapeHtml(dataCard.name)}: ${plural(dataCard.interactions, 'interaction')}${dataCard.from ? `, ${dataCard.from.slice(0, 10)} to ${dataCard.to?.slice(0, 10)}` : ''}; collected on the basis of: ${escapeHtml(dataCard.consentBasis || 'not said')}. Published ${escapeHtml(createdAt.slice(0, 10))}; ${dataset.clock ? 'times are known' : 'the data have no clock'}.</p><pre>${escapeHtml(command)}</pre>`,
  }
}
