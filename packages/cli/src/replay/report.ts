import { dot, link, ruleX } from '@observablehq/plot'
import { escapeHtml, figureHtml, pageHtml, type Section, tableHtml } from '../report/page.ts'
import { COLOURS, plotSvg } from '../report/plot.ts'
import { MEMORY, WINDOW } from './arms.ts'
import type { Disturbance } from './disturb.ts'
import { type ArmSummary, type Difference, type ReplaySummary, STRATA } from './summary.ts'

export interface ReplayReport {
  summary: ReplaySummary
  dataset: string
  synthetic: boolean
  task: string
  half: string
  disturb: Disturbance | null
}

const WIDTH = 900
const signed = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)} %`
const share = (value: number) => `${Math.round(100 * value)} %`
const between = ({ value, interval: [low, high] }: Difference) => `${signed(value)} (${signed(low)} to ${signed(high)})`

/** What learning on the device is worth, as one self-contained page. */
export function reportHtml(report: ReplayReport): string {
  const { summary, dataset } = report
  return pageHtml({
    title: `What a device can learn on ${dataset}`,
    summary: verdict(report),
    sections: [table(summary), differences(summary), strata(summary), gateAtWork(summary), method(report)],
    data: summary,
  })
}

const DISTURBED: Record<Disturbance, string> = {
  noise: 'One in five of their interactions was replaced by one with an item drawn by chance.',
  bot: "Half-way a program's session of 60 pages, item by item, was put into each history.",
  flip: "From half-way on each history goes on with the second half of another visitor's.",
}

function verdict({ summary, synthetic, disturb }: ReplayReport): string {
  const memory = summary.arms.find(({ arm }) => arm === MEMORY)?.differences.at(-1)
  const learns = summary.arms.filter(({ differences }) => differences.some(({ to }) => to === MEMORY))
  const safe = learns.filter((arm) => {
    const to = arm.differences.find((each) => each.to === MEMORY)!
    return to.interval[0] > 0 && arm.strata.every(({ difference }) => !difference || difference.interval[1] >= 0)
  })
  const words = [
    `${summary.visitors} visitors that no training has seen were replayed in time: ${summary.questions} questions.`,
    ...(disturb ? [DISTURBED[disturb]] : []),
    ...(memory ? [`Remembering everything instead of a window changes NDCG@10 by ${between(memory)}.`] : []),
    safe.length > 0
      ? `Learning that is better than memory, with no length of history significantly worse: ${safe.map(({ arm }) => escapeHtml(arm)).join('; ')}.`
      : 'No way of learning is shown to be better than memory for all visitors without hurting some.',
    ...(synthetic ? ['The shop is simulated.'] : []),
  ]
  return words.map((word) => `<p>${word}</p>`).join('')
}

function table({ arms }: ReplaySummary): Section {
  return {
    heading: 'Everybody',
    body: tableHtml([
      [
        '',
        'NDCG@10, %',
        'HR@20, %',
        'NLL, nats',
        'to the window (95 %)',
        'to the memory (95 %)',
        'worse · same · better',
        'ms',
        'bytes',
      ],
      ...arms.map((arm) => [
        arm.arm,
        (100 * arm['NDCG@10']).toFixed(2),
        (100 * arm['HR@20']).toFixed(2),
        arm.NLL.toFixed(3),
        toText(arm, false),
        toText(arm, true),
        `${share(arm.visitors.worse)} · ${share(arm.visitors.same)} · ${share(arm.visitors.better)}`,
        Math.round(arm.millisecondsPerVisitor),
        Math.round(arm.bytesPerVisitor),
      ]),
    ]),
  }
}

function toText({ differences }: ArmSummary, toMemory: boolean): string {
  const found = differences.find(({ to }) => to === (toMemory ? MEMORY : WINDOW))
  return found ? between(found) : ''
}

function differences({ arms }: ReplaySummary): Section {
  const rows = arms.flatMap((arm) => {
    const found = arm.differences.at(-1)
    return found ? [{ arm: arm.arm, value: found.value, low: found.interval[0], high: found.interval[1] }] : []
  })
  const svg = plotSvg({
    width: WIDTH,
    height: 40 + 30 * rows.length,
    marginLeft: 160,
    x: { label: 'NDCG@10, percent more or less', grid: true },
    y: { label: null, domain: rows.map(({ arm }) => arm) },
    marks: [
      ruleX([0], { stroke: COLOURS.quiet }),
      link(rows, { x1: 'low', x2: 'high', y1: 'arm', y2: 'arm', stroke: COLOURS.accent, strokeWidth: 2 }),
      dot(rows, { x: 'value', y: 'arm', fill: COLOURS.accent, r: 4 }),
    ],
  })
  return {
    heading: 'What each step is worth',
    body: figureHtml(
      svg,
      'Dots with 95 % intervals. The first arms are held against the last window of interactions, those that learn against the memory.',
    ),
  }
}

function strata({ arms }: ReplaySummary): Section {
  const learns = arms.filter(({ strata }) => strata.some(({ difference }) => difference))
  const rows = learns.flatMap((arm) =>
    arm.strata.flatMap(({ name, difference }) =>
      difference
        ? [{ arm: arm.arm, name, value: difference.value, low: difference.interval[0], high: difference.interval[1] }]
        : [],
    ),
  )
  const svg = plotSvg({
    width: WIDTH,
    height: 70 + 64 * learns.length,
    marginLeft: 110,
    marginRight: 150,
    x: { label: 'NDCG@10, percent more or less', grid: true },
    fy: { label: null, domain: learns.map(({ arm }) => arm) },
    y: { label: null, domain: STRATA.map(({ name }) => name) },
    marks: [
      ruleX([0], { stroke: COLOURS.quiet }),
      link(rows, { fy: 'arm', x1: 'low', x2: 'high', y1: 'name', y2: 'name', stroke: COLOURS.warm, strokeWidth: 2 }),
      dot(rows, { fy: 'arm', x: 'value', y: 'name', fill: COLOURS.warm, r: 3 }),
    ],
  })
  return {
    heading: 'By how much was known of the visitor',
    body: `${figureHtml(svg, 'Interactions that the device had seen when the question was asked; same comparison as above.')}${tableHtml(
      [
        [
          '',
          ...(arms[0]?.strata.map(
            ({ name, questions, visitors }) => `${name}: ${questions} questions, ${visitors} visitors`,
          ) ?? []),
        ],
        ...arms.map(({ arm, strata }) => [arm, ...strata.map((each) => (100 * each['NDCG@10']).toFixed(2))]),
      ],
    )}`,
  }
}

function gateAtWork({ arms }: ReplaySummary): Section {
  const rows = arms.filter(({ runs }) => runs.tried > 0)
  return {
    heading: 'The gate at work',
    body: rows.length
      ? tableHtml([
          ['', 'updates tried', 'accepted', 'of them worse on what came next', 'taken back'],
          ...rows.map(({ arm, runs }) => [
            arm,
            runs.tried,
            `${runs.accepted} (${share(runs.accepted / runs.tried)})`,
            `${runs.acceptedWorse}${runs.accepted ? ` (${share(runs.acceptedWorse / runs.accepted)})` : ''}`,
            runs.rolledBack,
          ]),
        ])
      : '<p>Nobody had enough to learn from.</p>',
  }
}

function method({ task, half }: ReplayReport): Section {
  return {
    heading: 'How it was measured',
    body: `<p>Visitors of the disjoint slice with at least three sessions (${escapeHtml(half)}); the first two sessions are watched only. Task: ${escapeHtml(task)}. Each question is answered from what was known then, over the full catalogue, ties against the method. Learning runs at the ends of sessions, as on a device: the same code, the published and quantised model. Intervals: 95 %, by resampling whole visitors, both arms of a pair together.</p>`,
  }
}
